import { type ArgumentMetadata, Injectable, ParseUUIDPipe, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Length, Matches, ValidateBy, type ValidationError } from 'class-validator';

import { problem, type FieldError } from '#libs/platform';
import { holdsNumberOfPerson, NUMBER_NOT_KEPT } from '#libs/rulebook';

const MAX_DEPTH = 32;

/** Bodies and queries by their DTO: unknown fields refused, every fault reported with its JSON pointer. */
export function createValidation(): PipeTransform {
  const pipe = new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
    exceptionFactory: (faults) => problem('invalid', { errors: faults.flatMap((fault) => fieldErrors(fault, '')) }),
  });
  return {
    transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
      // A thousand levels of brackets would exhaust the stack of any recursive walk, so depth is looked at first.
      if (metadata.type === 'body') refuseDepth(value);
      // An array of bodies would be validated item by item and then stand where one body is expected.
      if (metadata.type === 'body' && !isOneBody(value))
        throw problem('invalid', {
          errors: [{ pointer: '', code: 'body-not-an-object', detail: 'Isi permintaan harus satu objek JSON.' }],
        });
      return pipe.transform(value, metadata);
    },
  };
}

function isOneBody(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function refuseDepth(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH)
      throw problem('invalid', { errors: [{ pointer: '', code: 'too-deep', detail: 'Isi permintaan terlalu bertingkat.' }] });
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
}

function fieldErrors(fault: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${fault.property.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = Object.entries(fault.constraints ?? {}).map(([code, detail]) => ({
    pointer,
    code: code === 'whitelistValidation' ? 'unknown-field' : code,
    detail,
  }));
  return [...own, ...(fault.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

/** An id in a path: anything that is no UUID is answered as absent, like a foreign or deleted id. */
@Injectable()
export class IdPipe extends ParseUUIDPipe {
  constructor() {
    super({ exceptionFactory: () => problem('not-found') });
  }
}

// Control characters and marks that turn the reading direction could make one name look like another.
// oxlint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/;

/** Text that a person typed: trimmed, NFC, within length, without hidden characters. */
export function IsPlainText(max: number, min = 1): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value)),
    IsString({ message: 'Isi dengan teks.' }),
    Length(min, max, { message: `Panjang teks harus ${min} sampai ${max} huruf.` }),
    Matches(new RegExp(`^(?![\\s\\S]*${HIDDEN.source})`), { message: 'Teks memuat karakter tersembunyi. Ketik ulang.' }),
  );
}

/** Plain text about a person that is kept and shown as it is, so without the numbers that are kept sealed in fields of their own. */
export function IsNote(max: number, min = 1): PropertyDecorator {
  return applyDecorators(
    IsPlainText(max, min),
    ValidateBy({
      name: 'number-not-kept',
      validator: {
        validate: (value) => typeof value !== 'string' || !holdsNumberOfPerson(value),
        defaultMessage: () => NUMBER_NOT_KEPT.id,
      },
    }),
  );
}

const NO_DAY = 'no such day';

/** A calendar day that exists, as YYYY-MM-DD. */
export function IsDay(): PropertyDecorator {
  return applyDecorators(
    IsString({ message: 'Isi tanggal sebagai TTTT-BB-HH.' }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' && !isRealDay(value) ? NO_DAY : value)),
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Tanggal tidak ada di kalender. Contoh yang benar: 2026-01-16.' }),
  );
}

function isRealDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const daysInMonth = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][
    month - 1
  ];
  return year >= 1900 && year <= 2200 && daysInMonth !== undefined && day >= 1 && day <= daysInMonth;
}
