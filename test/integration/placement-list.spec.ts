import { CAST, CENTERS, inventedNik } from '../support/cast.js';
import type { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';
import type { FileSeen } from '../support/papers.js';

let house: House;

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

async function register(client: Client, person: object): Promise<FileSeen> {
  const made = await client.post<FileSeen>('/candidates', person);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

describe('the list', () => {
  let mine: FileSeen[];
  beforeAll(async () => {
    mine = [];
    for (let n = 0; n < 7; n += 1) {
      const areaCode = n < 4 ? '74.07.01' : '74.07.02';
      mine.push(
        await register(house.as('sari'), {
          fullName: `Moh. Daftar ${'ABCDEFG'[n]}`,
          areaCode,

          scheme: n % 2 ? 'ssw' : 'p_to_p',
          destinationCountry: n % 2 ? 'JP' : 'MY',
        }),
      );
    }
  });

  const ids = async (client: Client, query: string): Promise<string[]> => {
    const { status, body } = await client.get<{ items: { id: string }[]; total: number; next: string | null }>(`/candidates?${query}`);
    expect(status).toBe(200);
    if (body.next === null && !query.includes('after')) expect(body.total).toBe(body.items.length);
    return body.items.map((item) => item.id);
  };
  const newestFirst = (files: readonly FileSeen[]): string[] => files.map((file) => file.id).toReversed();

  test.each([
    ['a regency', 'area=74.07', (): FileSeen[] => mine],
    ['a district', 'area=74.07.01', (): FileSeen[] => mine.slice(0, 4)],
    ['scheme', 'area=74.07&scheme=ssw', (): FileSeen[] => mine.filter((_, n) => n % 2 === 1)],
    ['country', 'area=74.07&country=MY', (): FileSeen[] => mine.filter((_, n) => n % 2 === 0)],
    ['stage', 'area=74.07&stage=lead', (): FileSeen[] => mine],
    ['another stage', 'area=74.07&stage=cleared', (): FileSeen[] => []],
    ['me', 'area=74.07&officer=me', (): FileSeen[] => mine],
    ['another officer', `area=74.07&officer=${CAST.hasan.id}`, (): FileSeen[] => []],
    ['readiness', 'area=74.07&readiness=blocked', (): FileSeen[] => mine],
    ['part of a name in another spelling', 'q=muhammad%20daf', (): FileSeen[] => mine],
    ['part of a name with a stage', 'q=daftar&stage=lead&area=74.07.02', (): FileSeen[] => mine.slice(4)],
  ])('narrowed by %s holds exactly these people, newest first', async (_, query, expected) => {
    expect(await ids(house.as('sari'), query)).toEqual(newestFirst(expected()));
  });

  test('a NIK finds its one person, and nobody by a part of it', async () => {
    const known = await register(house.as('sari'), { fullName: 'Pemilik Nomor', areaCode: '74.06.04', nik: inventedNik(9999) });
    expect(await ids(house.as('sari'), `q=${inventedNik(9999)}`)).toEqual([known.id]);
    expect(await ids(house.as('sari'), 'q=74060405')).toEqual([]);
  });

  test.each(['newest', 'name'])('paged by %s it shows everybody once, also when somebody is added meanwhile', async (sort) => {
    const client = house.as('sari');
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const query: string = `area=74.07&limit=3&sort=${sort}${after ? `&after=${after}` : ''}`;
      const { body } = await client.get<{ items: { id: string }[]; next: string | null }>(`/candidates?${query}`);
      seen.push(...body.items.map((item) => item.id));
      after = body.next;
      if (seen.length === 3) await register(client, { areaCode: '74.07.02', fullName: '0 paling awal' });
    }
    expect(mine.every((file) => seen.filter((id) => id === file.id).length === 1)).toBe(true);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('by name it is in the order of the alphabet', async () => {
    expect((await ids(house.as('sari'), 'q=daftar&sort=name')).slice(0, 7)).toEqual(mine.map((file) => file.id));
  });

  test('another province sees none of it; a regency sees its own only', async () => {
    expect(await ids(house.as('maria'), 'area=74.07')).toEqual([]);
    expect(await ids(house.as('maria'), 'q=daftar')).toEqual([]);
    expect(await ids(house.as('ningsih'), 'area=74.07')).toEqual([]);
    expect((await house.as('ningsih').get<{ total: number }>('/candidates')).body.total).toBeGreaterThan(0);
  });

  test('a training centre sees its participants without their cycles, and cannot filter by cycles', async () => {
    const [participant] = mine;
    await house.sql(`INSERT INTO participant (training_center_id, candidate_id) VALUES ($1, $2)`, [CENTERS.bombana.id, participant?.id]);
    const list = await house
      .as('wayan')
      .get<{ items: { id: string; stage: null; documents: null; fullName: string }[]; total: number }>('/candidates');
    expect(list.body).toMatchObject({ total: 1, items: [{ id: participant?.id, stage: null, documents: null, officerName: null }] });
    expect(await ids(house.as('wayan'), 'q=daftar')).toEqual([participant?.id]);
    expect(await ids(house.as('putu'), 'q=daftar')).toEqual([]);
    expect((await house.as('wayan').get('/candidates?stage=lead')).status).toBe(422);
    const file = await house.as('wayan').get<FileSeen>(`/candidates/${participant?.id}`);
    expect(file.body).toMatchObject({ cycle: null, pastCycles: [], address: null });
  });

  test('an unknown cursor is refused', async () => {
    expect((await house.as('sari').get('/candidates?after=zzz')).status).toBe(422);
    expect((await house.as('sari').get(`/candidates/${mine[0]?.id}/timeline?after=zzz`)).status).toBe(422);
  });
});
