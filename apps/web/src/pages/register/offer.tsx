import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';

import type { Area } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import type { ParsedNik } from '../../nik.js';
import { useMe } from '../../session.js';

import type { Values } from './values.js';

interface OfferProps {
  readonly said: ParsedNik;
  readonly values: Values;
  readonly change: (part: Partial<Values>) => void;
  /** Where typing goes on when an offer was taken. */
  readonly onTaken: () => void;
}

/** What the NIK says about the person: shown, taken with one key, never taken by itself. People move and old cards are wrong. */
export function Offer({ said, values, change, onTaken }: OfferProps) {
  const words = useWords();
  const format = useFormat();
  const first = useRef<HTMLButtonElement>(null);
  const place = useFirstPlace(said.areaPrefix);
  const isBirthOpen = values.birthDate === '' || values.sex === '';
  const isPlaceOpen = place !== null && values.areaCode === '';
  useEffect(() => first.current?.focus(), []);
  if (!isBirthOpen && !isPlaceOpen) return null;
  return (
    <section className="nik-offer" aria-label={words.register.offer}>
      <p>
        <strong>{words.register.offer}:</strong> {words.register.offerText(nameOf(words.terms.sex, said.sex), format.day(said.birthDate))}
        {place && `, ${place.name}`}
      </p>
      <div className="nik-offer-buttons">
        {isBirthOpen && (
          <Button
            ref={first}
            type="button"
            variant="light"
            onClick={() => {
              change({ birthDate: values.birthDate || said.birthDate, sex: values.sex || said.sex });
              onTaken();
            }}
          >
            {words.register.takeBirth}
          </Button>
        )}
        {isPlaceOpen && (
          <Button type="button" variant="default" onClick={() => change({ areaCode: place.code, areaName: place.path })}>
            {words.register.takeArea(place.name)}
          </Button>
        )}
      </div>
      {isPlaceOpen && <p className="soft">{words.register.offerHint}</p>}
    </section>
  );
}

type Place = Area & { readonly path: string };

/** The district in which the NIK was given out, when it lies in the area of the person who asks. */
function useFirstPlace(prefix: string): Place | null {
  const home = useMe().area?.code ?? '';
  const code = `${prefix.slice(0, 2)}.${prefix.slice(2, 4)}.${prefix.slice(4, 6)}`;
  const isMine = code === home || code.startsWith(`${home}.`);
  return useRead<Place>(isMine ? `/areas/${code}` : null).data ?? null;
}
