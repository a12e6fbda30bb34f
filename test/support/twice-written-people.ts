import type { Comparable } from '#libs/candidates';

/** Two descriptions and whether they are of one person; `kind` says how the pair came about. */
export interface TwiceWrittenPair {
  readonly kind: string;
  readonly one: Comparable;
  readonly other: Comparable;
  readonly isSame: boolean;
}

type Dice = (below: number) => number;

// Names as they stand on cards of Southeast Sulawesi, all invented. Three lists, because people there carry one to four words.
const TITLES = [
  'La Ode',
  'Wa Ode',
  'La',
  'Wa',
  'Andi',
  'Muhammad',
  'Muh.',
  'Siti',
  'Sitti',
  'Nur',
  'Ni Made',
  'I Wayan',
  'Abdul',
  '',
  '',
  '',
  '',
  '',
];
const FIRST = (
  'Hamid Rahman Yusuf Ardiansyah Fitriani Nurhayati Rosdiana Jumiati Samsuddin Harlina Marlina Kasman Suriani Asmawati Darmawan Herman Irwan ' +
  'Wahyudi Mustika Hasnawati Ramlah Sulaeman Basri Salmiah Rahmatia Zulkifli Djafar Soeharni Musdalifah Aisyah Khadijah Nasrul Sukri Yanti Wulandari ' +
  'Rina Dewi Agus Eko Rudi Sartika Melati Juniarti Rusdin Saharuddin Alimuddin Mardiana Hasrul Erni Nirwana'
).split(' ');
const LAST = (
  'Saputra Anggraini Hidayat Kadir Tahir Sarimuna Bolu Mansyur Tandi Pratama Lestari Wijaya Idris Baharuddin Ndoke Malik Syarif Ramadhan Kusuma Taufik ' +
  'Putri Maulana Permata Zainal Muslimin Nasir'
).split(' ');
const VILLAGES = [
  '74.06.04.2001',
  '74.06.04.2002',
  '74.06.04.1003',
  '74.06.01.2001',
  '74.07.01.2005',
  '74.03.02.2003',
  '74.71.05.1002',
  '74.02.11.2007',
];
/** Keys beside each other on a keyboard, and letters that a scanner takes for one another. */
const BESIDE: Readonly<Record<string, string>> = {
  a: 's',
  s: 'a',
  d: 'f',
  f: 'd',
  e: 'r',
  r: 'e',
  n: 'm',
  m: 'n',
  i: 'o',
  o: 'i',
  l: 'i',
  u: 'y',
  h: 'j',
  k: 'l',
  t: 'r',
};
/** Spellings of the old and the new orthography, as clerks of different age write them. */
const RESPELT: readonly (readonly [RegExp, string])[] = [
  [/u/, 'oe'],
  [/j/i, 'dj'],
  [/y/, 'j'],
  [/i(?=a)/, 'iy'],
  [/h/, ''],
  [/(?<=[aeiou])([lmnrs])(?=[aeiou])/, '$1$1'],
  [/z/i, 's'],
  [/f/i, 'p'],
  [/ia/, 'ya'],
  [/dd|mm|ss|ll/, ''],
];

/** The labelled pairs: `people` are drawn, each written down a second time with one to three slips, and set beside others who are
 *  not the person. The same seed gives the same pairs. */
export function twiceWrittenPairs(seed: number, people: number): TwiceWrittenPair[] {
  const dice = diceOf(seed);
  const crowd = Array.from({ length: people }, () => invent(dice));
  return crowd.flatMap((person, n) => [
    { kind: 'again', one: person, other: writtenAgain(person, dice), isSame: true },
    { kind: 'sibling', one: person, other: sibling(person, dice), isSame: false },
    { kind: 'twin', one: person, other: twin(person, dice), isSame: false },
    { kind: 'namesake', one: person, other: namesake(person, dice), isSame: false },
    { kind: 'birthday', one: person, other: { ...invent(dice), birthDate: person.birthDate, areaCode: person.areaCode }, isSame: false },
    { kind: 'stranger', one: person, other: crowd[(n + 1) % people] ?? person, isSame: false },
  ]);
}

function invent(dice: Dice): Comparable & { readonly fullName: string; readonly birthDate: string; readonly areaCode: string } {
  const words = [pick(TITLES, dice), pick(FIRST, dice), dice(10) < 7 ? pick(LAST, dice) : ''];
  const birthDate = dayText(1970 + dice(36), 1 + dice(12), 1 + dice(28));
  const sex = dice(2) === 0 ? 'female' : 'male';
  const areaCode = pick(VILLAGES, dice);
  return {
    fullName: words.filter(Boolean).join(' '),
    birthDate,
    sex,
    areaCode,
    nik: dice(2) === 0 ? nikOf(birthDate, sex, areaCode, dice) : null,
  };
}

/** The second clerk: often without the NIK, with a slip in the name, sometimes in the birth date, sometimes of another village. */
function writtenAgain(person: Comparable, dice: Dice): Comparable {
  let fullName = person.fullName;
  const slips = dice(10) < 7 ? 1 : 2;
  for (let n = 0; n < slips; n += 1) fullName = nameSlip(fullName, dice);
  const birthDate = dice(10) < 3 ? dateSlip(person.birthDate ?? '', dice) : (person.birthDate ?? null);
  const village = dice(10) < 2 ? `${(person.areaCode ?? '').slice(0, 8)}.2009` : person.areaCode;
  return { fullName, birthDate, sex: dice(20) === 0 ? null : person.sex, areaCode: village, nik: dice(10) < 8 ? null : person.nik };
}

function nameSlip(name: string, dice: Dice): string {
  const words = name.split(' ');
  switch (dice(8)) {
    case 0: {
      const at = dice(words.length);
      return words.length > 2 ? words.filter((_, n) => n !== at).join(' ') : name.toUpperCase();
    }
    case 1:
      return words.length > 1 ? [...words.slice(1), words[0]].join(' ') : name;
    case 2:
      return shortened(name, dice);
    case 3:
      return pick(['H. ', 'Hj. ', 'Drs. '], dice) + name;
    case 4:
      return `${name}, ${pick(['S.Pd.', 'S.E.', 'A.Md.'], dice)}`;
    case 5:
      return letterSlip(name, dice);
    default: {
      const [from, to] = pick(RESPELT, dice);
      return name.replace(from, to);
    }
  }
}

function shortened(name: string, dice: Dice): string {
  const short = name
    .replace('La Ode', pick(['Laode', 'LD', 'La Ode'], dice))
    .replace('Wa Ode', pick(['Waode', 'Wd.', 'Wa Ode'], dice))
    .replace(/Muhammad|Muh\./, pick(['Moh.', 'Mohammad', 'M.', 'Muhamad'], dice))
    .replace(/Sitti|Siti/, pick(['St.', 'Siti', 'Sitti'], dice));
  const words = short.split(' ');
  const last = words.at(-1) ?? '';
  return words.length > 2 && dice(3) === 0 ? [...words.slice(0, -1), last[0]].join(' ') : short;
}

function letterSlip(name: string, dice: Dice): string {
  const at = 1 + dice(Math.max(1, name.length - 2));
  const letter = name[at] ?? '';
  if (letter === ' ') return name;
  const kinds = [
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + letter + name.slice(at),
    name.slice(0, at) + (BESIDE[letter] ?? letter) + name.slice(at + 1),
    name.slice(0, at) + (name[at + 1] ?? '') + letter + name.slice(at + 2),
  ];
  return pick(kinds, dice);
}

function dateSlip(day: string, dice: Dice): string | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  switch (dice(5)) {
    case 0:
      return date <= 12 ? dayText(year, date, month) : dayText(year + 1, month, date);
    case 1:
      return dayText(year + (dice(2) === 0 ? 1 : -1), month, date);
    case 2:
      return dayText(year + 10, month, date);
    case 3:
      return dayText(year, month, Math.min(28, date + 1));
    default:
      return dayText(year, month === 12 ? 2 : month + 1, date);
  }
}

/** Another child of the house: the family's word and village, another given name and day. */
function sibling(person: Comparable, dice: Dice): Comparable {
  const year = Number((person.birthDate ?? '').slice(0, 4));
  return { ...twin(person, dice), birthDate: dayText(year + 1 + dice(5), 1 + dice(12), 1 + dice(28)) };
}

/** Born on the same day in the same house: only the given name differs, and the NIK by its serial. */
function twin(person: Comparable, dice: Dice): Comparable {
  const words = person.fullName.split(' ');
  const at = Math.max(
    0,
    words.findIndex((word) => FIRST.includes(word)),
  );
  const given = pick(
    FIRST.filter((name) => name !== words[at]),
    dice,
  );
  return { ...person, fullName: words.map((word, n) => (n === at ? given : word)).join(' '), nik: person.nik && next(person.nik) };
}

/** Common names in one village: everything is equal but the day. */
function namesake(person: Comparable, dice: Dice): Comparable {
  const birthDate = dayText(1968 + dice(38), 1 + dice(12), 1 + dice(28));
  return { ...person, birthDate: birthDate === person.birthDate ? '1966-01-01' : birthDate, nik: null };
}

function nikOf(birthDate: string, sex: string, areaCode: string, dice: Dice): string {
  const [year = '', month = '', day = 0] = birthDate.split('-');
  const date = String(Number(day) + (sex === 'female' ? 40 : 0)).padStart(2, '0');
  return areaCode.replaceAll('.', '').slice(0, 6) + date + month + year.slice(2) + String(9000 + dice(900));
}

function next(nik: string): string {
  return nik.slice(0, 12) + String(Number(nik.slice(12)) + 1).padStart(4, '0');
}

function dayText(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function pick<T>(list: readonly T[], dice: Dice): T {
  const one = list[dice(list.length)];
  if (one === undefined) throw new Error('an empty list to pick from');
  return one;
}

function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
