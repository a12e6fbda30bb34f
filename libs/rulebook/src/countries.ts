import countriesFile from '../rules/countries.json' with { type: 'json' };

/** A destination as the rules know it; names for the screen, aliases as typed in lists. */
export interface Country {
  /** ISO 3166-1 alpha-2 (Hong Kong and Taiwan have codes of their own). */
  readonly code: string;
  readonly nameId: string;
  readonly nameEn: string;
  readonly aliases: readonly string[];
  /** The destination asks for a language test before a contract. */
  readonly languageTest: boolean;
}

/** The usual destinations and those that closures name; not the whole world. */
export const COUNTRIES: readonly Country[] = countriesFile.countries.map((row) => ({ ...row, languageTest: row.languageTest === true }));

const BY_CODE = new Map(COUNTRIES.map((country) => [country.code, country]));
const BY_NAME = new Map(
  COUNTRIES.flatMap((country) =>
    [country.code, country.nameId, country.nameEn, ...country.aliases].map((name) => [letters(name), country.code] as const),
  ),
);

/** The ISO code of a country as people write it: code, Indonesian or English name, usual short forms ("Korsel", "PNG").
 *  @returns null when the text names none of the known destinations. @throws never */
export function countryOf(text: string): string | null {
  return BY_NAME.get(letters(text)) ?? null;
}

/** The country of an ISO code. @returns null when the rules do not know it (it may still exist) */
export function countryRow(code: string): Country | null {
  return BY_CODE.get(code) ?? null;
}

/** Indonesian or English name of an ISO code; the code itself when the rules do not know it. */
export function countryName(code: string, language: 'id' | 'en' = 'id'): string {
  const country = countryRow(code);
  if (country === null) return code;
  return language === 'id' ? country.nameId : country.nameEn;
}

function letters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/^\s*negara\s+/, '')
    .replace(/[^a-z]/g, '');
}
