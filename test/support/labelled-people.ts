import { addDays, nameKey } from '#libs/rulebook';

/** Two records, and whether they are of one person. */
export interface LabelledPair {
  readonly one: WrittenRecord;
  readonly other: WrittenRecord;
  readonly isSame: boolean;
  /** What kind of pair it is, to see where a mistake comes from. */
  readonly kind: string;
}

export interface WrittenRecord {
  readonly fullName: string;
  readonly nameKey: string;
  readonly birthDate: string | null;
  readonly sex: 'female' | 'male' | null;
  readonly areaCode: string;
  /** Stands for the NIK: equal texts are equal numbers; null is not recorded. */
  readonly card: string | null;
}

const MEN = 'Hasan Husain Rahmat Anwar Baharuddin Syamsul Jufri Herman Rusdin Saleh Yusuf Ilham Arman Darwis Mansur Usman Kasim Latif Ridwan Jamal Hamzah Safar Aswar Rustam Tamrin Zainal Iqbal Fajar Dedi Agus Samsul Hendra Irwan Supardi Wahyu Yohanes Ketut Wayan Nyoman Gede Slamet Bambang'.split(' '); // prettier-ignore
const WOMEN = 'Aminah Rahmawati Nurhayati Hasnah Sitna Marlina Fatimah Nuraini Hartina Wahida Salmia Rosmini Suryani Hasriani Yuliana Kartini Mariani Jumriah Sarina Ernawati Nurlela Darmawati Asnia Fitriani Rahma Hadijah Murni Sumarni Wati Lestari Ayu Dewi Putri Ningsih Rosdiana Herlina Nirmala Astuti Halima Sulastri'.split(' '); // prettier-ignore
const FAMILY = 'Saputra Pratama Ibrahim Hamid Nasir Basri Tahir Amin Rauf Sabir Taslim Ramli Sulaiman Idris Alimuddin Kadir Hakim Malik Salam Jaya Setiawan Wijaya Kurniawan Hidayat Firmansyah Mahmud Arsyad Tanjung Laode Pasolon Tamburaka Manarfa Sinaga Hasibuan'.split(' '); // prettier-ignore
/** Brothers and sisters born together are often named alike. */
const TWINS = [['Rahma', 'Rahmi'], ['Hasan', 'Husain'], ['Putri', 'Putra'], ['Nurul', 'Nurlela'], ['Aminah', 'Aminudin'], ['Fitri', 'Fitra'], ['Dewi', 'Dewa'], ['Ayu', 'Ayi'], ['Sarina', 'Sarini'], ['Marlina', 'Marlini']] as const; // prettier-ignore
const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A second set of labelled pairs, written apart from the comparison and from its own set: records as offices really hold them, made anew from a seed. A true pair is one person written down twice, the second
 *  time in a hurry, from another paper, by ear. A false pair is two people whom a careless look would take for one. */
export function labelledPairs(seed: number, people: number): LabelledPair[] {
  const chance = new Chance(seed);
  const pairs: LabelledPair[] = [];
  for (let n = 0; n < people; n += 1) {
    const person = inventPerson(chance, n);
    pairs.push({ one: person, other: writtenAgain(chance, person), isSame: true, kind: 'written twice' });
    pairs.push({ isSame: false, ...twoPeople(chance, person, n) });
  }
  return pairs;
}

function inventPerson(chance: Chance, n: number): WrittenRecord {
  const sex = chance.of(0.45) ? 'male' : 'female';
  const birthDate = addDays('1975-01-01', chance.below(11_000));
  return record({
    fullName: inventName(chance, sex),
    birthDate,
    sex,
    areaCode: village(chance),
    card: chance.of(0.7) ? `card-${n}` : null,
  });
}

function inventName(chance: Chance, sex: 'female' | 'male'): string {
  const given = chance.pick(sex === 'male' ? MEN : WOMEN);
  const shape = chance.below(100);
  if (shape < 10) return given;
  if (shape < 30) return `${sex === 'male' ? 'La Ode' : 'Wa Ode'} ${given}`;
  if (shape < 45 && sex === 'male') return `Muhammad ${given}`;
  if (shape < 60 && sex === 'female') return `Siti ${given}`;
  if (shape < 75) return `${given} ${chance.pick(sex === 'male' ? MEN : WOMEN)} ${chance.pick(FAMILY)}`;
  return `${given} ${chance.pick(FAMILY)}`;
}

function village(chance: Chance): string {
  const two = (max: number): string => String(1 + chance.below(max)).padStart(2, '0');
  return `74.${two(10)}.${two(12)}.20${two(14)}`;
}

function writtenAgain(chance: Chance, person: WrittenRecord): WrittenRecord {
  return record({
    fullName: nameAgain(chance, person.fullName),
    birthDate: birthAgain(chance, person.birthDate ?? '1990-01-01'),
    sex: chance.of(0.1) ? null : person.sex,
    areaCode: placeAgain(chance, person.areaCode),
    // The same card would be found by its number alone. Now and then one of the two is copied wrongly.
    card: chance.of(0.08) && person.card ? `${person.card}-miscopied` : null,
  });
}

function nameAgain(chance: Chance, name: string): string {
  // "La Ode" and "Wa Ode" are one name.
  let words = name.replace(/ Ode /, '_Ode ').split(' ');
  const habits = chance.below(100);
  const chosen = chance.below(words.length);
  if (habits < 25) words = byHabit(chance, words);
  else if (habits < 40) words = words.map((word, at) => (at === chosen ? mistyped(chance, word) : word));
  else if (habits < 47 && words.length > 2) words = words.slice(0, -1);
  else if (habits < 52 && words.length === 2) words = [words.find((word) => !/^(Siti|Muhammad|.._Ode)$/.test(word)) ?? ''];
  else if (habits < 57 && words.length > 1) words = [...words.slice(1), ...words.slice(0, 1)];
  else if (habits < 62 && words.length > 2) words = words.map((word, at) => (at === words.length - 1 ? `${word[0] ?? ''}.` : word));
  else if (habits < 66) words = [chance.pick(['H.', 'Hj.', 'Ny.']), ...words];
  const written = words.join(' ').replace('_', chance.of(0.3) ? '' : ' ');
  return chance.of(0.15) ? written.toUpperCase() : written;
}

function byHabit(chance: Chance, words: readonly string[]): string[] {
  const forms: Readonly<Record<string, readonly string[]>> = {
    Muhammad: ['Muh.', 'Moh.', 'Mohammad', 'Muhamad', 'M.'],
    Siti: ['Sitti', 'St.', 'Sitty'],
    La_Ode: ['Laode', 'LD', 'La_Ode'],
    Wa_Ode: ['Waode', 'WD', 'Wa_Ode'],
  };
  const habits: ReadonlyArray<readonly [RegExp, string]> = [[/y/, 'i'], [/u/, 'oe'], [/j/, 'dj'], [/i(?=[aeou])/, 'iy'], [/ah$/, 'a'], [/s(?=[aeiou])/, 'ss'], [/z/, 'j'], [/h$/, ''], [/in$/, 'ien'], [/v/, 'f'], [/^N/, 'Nn'], [/dd/, 'd'], [/sy/, 's']]; // prettier-ignore
  return words.map((word) => {
    const form = forms[word];
    if (form) return chance.pick(form);
    const fitting = habits.filter(([written]) => written.test(word));
    if (fitting.length === 0 || chance.of(0.4)) return word;
    const [written, spelt] = chance.pick(fitting);
    return word.replace(written, spelt);
  });
}

function mistyped(chance: Chance, word: string): string {
  const at = chance.below(word.length);
  const slip = chance.below(4);
  if (slip === 0) return word.slice(0, at) + word.slice(at + 1);
  if (slip === 1 && at + 1 < word.length) return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  if (slip === 2) return word.slice(0, at) + (word[at] ?? '') + word.slice(at);
  const row = KEYBOARD.find((keys) => keys.includes((word[at] ?? '').toLowerCase())) ?? KEYBOARD[1] ?? '';
  const key = row.indexOf((word[at] ?? '').toLowerCase());
  return word.slice(0, at) + (row[key + 1] ?? row[key - 1] ?? '') + word.slice(at + 1);
}

function birthAgain(chance: Chance, birthDate: string): string | null {
  const slip = chance.below(100);
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (slip < 8) return null;
  if (slip < 18) return Number(day) <= 12 ? `${year}-${day}-${month}` : birthDate;
  if (slip < 24) return `${Number(year) + chance.pick([-1, 1, -10, 10])}-${month}-${month === '02' && day === '29' ? '28' : day}`;
  if (slip < 29) return `${year}-${month}-${chance.pick(['0', '1'])}${day.slice(1).replace('0', '1')}`;
  if (slip < 33) return `${year}-01-01`;
  return birthDate;
}

function placeAgain(chance: Chance, area: string): string {
  const slip = chance.below(100);
  if (slip < 12) return `${area.slice(0, 8)}.20${String(1 + chance.below(14)).padStart(2, '0')}`;
  if (slip < 17) return village(chance).replace(/^.{5}/, area.slice(0, 5));
  if (slip < 22) return village(chance);
  if (slip < 26) return area.slice(0, 8);
  return area;
}

function twoPeople(chance: Chance, one: WrittenRecord, n: number): Pick<LabelledPair, 'one' | 'other' | 'kind'> {
  const card = chance.of(0.7) ? `other-${n}` : null;
  const sex = one.sex ?? 'male';
  const family = one.fullName.split(' ').at(-1) ?? '';
  const born = one.birthDate ?? '1990-01-01';
  const other = (change: Partial<WrittenRecord>): WrittenRecord => record({ ...one, ...change, card });
  const kind = chance.below(100);
  if (kind < 25) return { one, other: other({ birthDate: elsewhen(chance, born) }), kind: 'same name and village, born on another day' };
  if (kind < 45) {
    const fullName = `${chance.pick(sex === 'male' ? MEN : WOMEN)} ${family}`;
    return { one, other: other({ fullName, birthDate: addDays(born, 330 + chance.below(2200)) }), kind: 'brother or sister' };
  }
  if (kind < 50) {
    const [first, second] = chance.pick(TWINS);
    const twin = record({ ...one, fullName: `${first} ${family}` });
    return { one: twin, other: other({ fullName: `${second} ${family}` }), kind: 'twins named alike' };
  }
  if (kind < 58) return { one, other: other({ birthDate: addDays(born, 365 * (20 + chance.below(15))) }), kind: 'father or son' };
  if (kind < 70) return { one, other: other({ fullName: inventName(chance, sex) }), kind: 'born on one day in one village' };
  if (kind < 85)
    return { one, other: other({ areaCode: village(chance), birthDate: elsewhen(chance, born) }), kind: 'same name elsewhere' };
  return { one, other: { ...inventPerson(chance, n + 1_000_000), areaCode: one.areaCode }, kind: 'anybody' };
}

function elsewhen(chance: Chance, day: string): string {
  return addDays(day, (chance.of(0.5) ? 1 : -1) * (40 + chance.below(4000)));
}

function record(facts: Omit<WrittenRecord, 'nameKey'>): WrittenRecord {
  return { ...facts, nameKey: nameKey(facts.fullName) };
}

/** The same numbers for the same seed, on every machine. */
class Chance {
  constructor(private state: number) {}

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  of(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}
