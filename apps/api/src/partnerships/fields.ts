import { applyDecorators } from '@nestjs/common';
import { Matches } from 'class-validator';

/** A Kemendagri code: province, regency, district or village. */
export function IsAreaCode(): PropertyDecorator {
  return Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, { message: 'Kode wilayah tidak dikenal. Pilih dari daftar.' });
}

/** A list of short codes, e.g. topics of a visit. */
export function IsCodes(): PropertyDecorator {
  return applyDecorators(Matches(/^[a-z][a-z0-9_]{0,59}$/, { each: true, message: 'Pilih dari daftar.' }));
}
