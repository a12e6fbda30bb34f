import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';

import type { ImportView } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { nameOf } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/states.js';
import { useMay } from '../../session.js';
import { useImportWords } from '../../words/imports.js';

import { GiveUp } from './give-up.js';

interface MappingProps {
  readonly view: ImportView;
  readonly onDone: () => void;
}

/** What each column means: guessed, remembered, or as the officer says here. Only a change checks the file again. */
export function Mapping({ view, onDone }: MappingProps) {
  const words = useImportWords();
  const may = useMay();
  const [fields, setFields] = useState<Readonly<Record<number, string>>>(() =>
    Object.fromEntries(view.columns.map(({ index, field }) => [index, field ?? ''])),
  );
  const [sender, setSender] = useState(view.sender ?? '');
  const mapping = useSend<unknown>({ onDone });
  const mayMap = may('import.map') && view.hasFile;
  const isChanged = view.columns.some(({ index, field }) => (fields[index] ?? '') !== (field ?? ''));
  const knowsName = Object.values(fields).includes('fullName');
  const submit = () => {
    if (!isChanged) return onDone();
    const columns = view.columns.map(({ index }) => ({ index, field: fields[index] || null }));
    const named = sender.trim();
    mapping.submit({ path: `/imports/${view.id}/mapping`, body: named === '' ? { columns } : { columns, sender: named } });
  };
  return (
    <Section title={words.imports.mapTitle} note={words.imports.mapNote}>
      {view.mappingSource === 'saved' && (
        <div className="notice notice-leaf" role="status">
          <Icon name="done" />
          <p>{words.imports.mapSaved}</p>
        </div>
      )}
      {!knowsName && (
        <div className="notice notice-brick" role="alert">
          <Icon name="warning" />
          <p>{words.imports.mapUnknown}</p>
        </div>
      )}
      {mayMap && <SenderInput value={sender} onChange={setSender} />}
      <table className="table table-stacks mapping">
        <thead>
          <tr>
            <th scope="col">{words.imports.header}</th>
            <th scope="col">{words.imports.samples}</th>
            <th scope="col">{words.imports.readAs}</th>
          </tr>
        </thead>
        <tbody>
          {view.columns.map(({ index, header, samples }) => (
            <tr key={index}>
              <th scope="row">
                <bdi>{header}</bdi>
              </th>
              <td data-label={words.imports.samples}>
                <ul className="samples">
                  {samples.map((sample) => (
                    <li key={sample}>
                      <bdi>{sample}</bdi>
                    </li>
                  ))}
                </ul>
              </td>
              <td data-label={words.imports.readAs}>
                <NativeSelect
                  size="md"
                  aria-label={words.imports.fieldOf(header)}
                  disabled={!mayMap}
                  data={[{ value: '', label: words.imports.ignore }, ...choices(words.terms.importField)]}
                  value={fields[index] ?? ''}
                  onChange={(event) => setFields(taking(fields, index, event.currentTarget.value))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNotice problem={mapping.problem} />
      {isChanged && <p className="soft">{words.imports.mapLost}</p>}
      <div className="deeds wizard-deeds">
        <Button size="md" loading={mapping.isSending} disabled={!knowsName} onClick={submit}>
          {isChanged ? words.imports.checkMapped : words.imports.toCheck}
        </Button>
        <GiveUp view={view} />
      </div>
    </Section>
  );
}

/** Who sends, out of those who sent before, or somebody new. */
export function SenderInput({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const words = useImportWords();
  const listId = useId();
  const senders = useRead<{ items: readonly string[] }>('/imports/senders');
  return (
    <>
      <TextInput
        size="md"
        className="sender"
        label={words.imports.sender}
        description={words.imports.senderHint}
        maxLength={100}
        autoComplete="off"
        list={listId}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {senders.data?.items.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function choices(names: Readonly<Record<string, string>>): Array<{ value: string; label: string }> {
  return Object.keys(names).map((field) => ({ value: field, label: nameOf(names, field) }));
}

/** A field comes from one column: whoever had it before lets it go. */
function taking(fields: Readonly<Record<number, string>>, index: number, field: string): Readonly<Record<number, string>> {
  const others = Object.entries(fields).map(([other, held]) => [other, field !== '' && held === field ? '' : held]);
  return { ...Object.fromEntries(others), [index]: field };
}
