import type { Role } from '#libs/access';

/** The people of the stories. All invented. */
export const CAST = {
  sari: { id: '01900000-0000-7000-8000-000000000011', username: 'sari', displayName: 'Sari', role: 'bp3mi_officer', areaCode: '74' },
  hasan: { id: '01900000-0000-7000-8000-000000000012', username: 'hasan', displayName: 'Hasan', role: 'bp3mi_supervisor', areaCode: '74' },
  ningsih: {
    id: '01900000-0000-7000-8000-000000000013',
    username: 'ningsih',
    displayName: 'Ningsih',
    role: 'labour_placement_officer',
    areaCode: '74.06',
  },
  wayan: { id: '01900000-0000-7000-8000-000000000014', username: 'wayan', displayName: 'Wayan', role: 'blk_staff', areaCode: null },
  ratna: {
    id: '01900000-0000-7000-8000-000000000015',
    username: 'ratna',
    displayName: 'Ratna',
    role: 'district_official',
    areaCode: '74.06',
  },
  laode: {
    id: '01900000-0000-7000-8000-000000000016',
    username: 'laode',
    displayName: 'La Ode',
    role: 'district_official',
    areaCode: '74.07',
  },
  tono: { id: '01900000-0000-7000-8000-000000000017', username: 'tono', displayName: 'Tono', role: 'admin', areaCode: null },
  /** An officer of another province, for everything that must not be seen. */
  maria: { id: '01900000-0000-7000-8000-000000000018', username: 'maria', displayName: 'Maria', role: 'bp3mi_officer', areaCode: '73' },
  /** Staff of another training centre. */
  putu: { id: '01900000-0000-7000-8000-000000000019', username: 'putu', displayName: 'Putu', role: 'blk_staff', areaCode: null },
} as const satisfies Record<string, { id: string; username: string; displayName: string; role: Role; areaCode: string | null }>;

export type Person = keyof typeof CAST;

/** UPTD BLK Bombana and a centre in Wakatobi. */
export const CENTERS = {
  bombana: { id: '01900000-0000-7000-8000-0000000000c1', name: 'UPTD BLK Bombana', areaCode: '74.06' },
  wakatobi: { id: '01900000-0000-7000-8000-0000000000c2', name: 'BLK Komunitas Wangi-Wangi', areaCode: '74.07' },
} as const;

export const CENTER_OF: Readonly<Partial<Record<Person, string>>> = { wayan: CENTERS.bombana.id, putu: CENTERS.wakatobi.id };

/** Candidates of the stories, ready for POST /candidates. NIK serials are 9000 and above, so they belong to nobody. */
export const DEWI = {
  fullName: 'Dewi Anggraini',
  nik: '7406044507999001',
  areaCode: '74.06.04',
  sex: 'female',
  birthDate: '1999-07-05',
  maritalStatus: 'single',
  phone: '081234567801',
} as const;
export const BUDI = {
  fullName: 'Budi Hartono',
  nik: '7406011708929002',
  areaCode: '74.06.01',
  sex: 'male',
  birthDate: '1992-08-17',
  maritalStatus: 'married',
  phone: '081234567802',
} as const;

/** A valid invented NIK; `serial` ≥ 9000 keeps it away from real people. */
export function inventedNik(
  serial: number,
  { area = '740604', day = 5, month = 7, year = 99, sex = 'male' as 'male' | 'female' } = {},
): string {
  const dayPart = sex === 'female' ? day + 40 : day;
  return `${area}${String(dayPart).padStart(2, '0')}${String(month).padStart(2, '0')}${String(year).padStart(2, '0')}${String(serial).padStart(4, '0')}`;
}
