const KINDS = /^(kabupaten|kab|kota administrasi|kota|kecamatan|kec|kelurahan|kel|desa|ds|provinsi|prov)\b[. ]+(?=\S)/;

/** The name of an area as it is compared: lower-case letters and digits, without its kind, "Kepulauan" as "Kep.".
 *  Equals the column `area.search_key`, so "Kec. Kep. Masaloka Raya" and "Kepulauan Masaloka Raya" find the same row. */
export function areaKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .trim()
    .replace(KINDS, '')
    .replace(/\bkepulauan\b/, 'kep')
    .replace(/[^a-z0-9]/g, '');
}
