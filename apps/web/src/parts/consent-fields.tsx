import { TextInput } from '@mantine/core';
import type { Ref } from 'react';

import { useWords } from '../language.js';

import { Choice } from './choice.js';

export interface ConsentTyped {
  readonly channel: string;
  readonly givenBy: string;
  readonly guardianName: string;
}

interface ConsentFieldsProps {
  readonly values: ConsentTyped;
  readonly change: (part: Partial<ConsentTyped>) => void;
  readonly refusalOf: (field: string) => string | null;
  /** May it be left for later? */
  readonly mayFollow: boolean;
  readonly firstRef?: Ref<HTMLSelectElement>;
}

/** How the notice was given and who agreed. */
export function ConsentFields({ values, change, refusalOf, mayFollow, firstRef }: ConsentFieldsProps) {
  const words = useWords();
  return (
    <div className="form-pair">
      <Choice
        selectRef={firstRef}
        label={words.consent.channel}
        names={words.consent.channelNames}
        empty={mayFollow ? words.consent.notGiven : words.common.choose}
        required={!mayFollow}
        value={values.channel}
        error={refusalOf('channel') ?? refusalOf('noticeVersion')}
        onChange={(channel) => change({ channel })}
      />
      {values.channel !== '' && (
        <Choice
          label={words.consent.givenBy}
          names={words.consent.givenByNames}
          value={values.givenBy}
          error={refusalOf('givenBy')}
          onChange={(givenBy) => change({ givenBy })}
        />
      )}
      {values.channel !== '' && values.givenBy === 'guardian' && (
        <TextInput
          label={words.consent.guardianName}
          size="md"
          required
          maxLength={100}
          autoComplete="off"
          value={values.guardianName}
          error={refusalOf('guardianName')}
          onChange={(event) => change({ guardianName: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
