import { readFileSync } from 'node:fs';

import type { House } from '../support/house.js';

import { demoOffice, flow } from './browser.js';
import { comeIn, look, type Language } from './screens.js';

const LIST = 'No,Nama Lengkap,Kecamatan,Kontak darurat\n1,Rahmat Contoh,Rumbia,0811\n2,,Poleang,0812\n';

/** Every address of the router, who lives there, and what stands for the names in it. */
const SCREENS: Readonly<Record<string, readonly [who: string, ...addresses: string[]]>> = {
  $: ['bombana', '/tidak-ada'],
  '/': ['petugas', '/'],
  '/admin': ['admin', '/admin'],
  '/bantuan': ['bombana', '/bantuan'],
  '/cpmi': ['petugas', '/cpmi', '/cpmi?stage=registered&q=zzzz'],
  '/cpmi/baru': ['petugas', '/cpmi/baru'],
  '/cpmi/$id': [
    'petugas',
    ...['', '?bagian=dokumen', '?bagian=langkah', '?bagian=pelatihan', '?bagian=keluarga', '?bagian=linimasa'].map(
      (part) => `/cpmi/:person${part}`,
    ),
  ],
  '/cpmi/$id/daftar': ['petugas', '/cpmi/:person/daftar'],
  '/cpmi/$id/surat/$documentId': ['petugas', '/cpmi/:refusedPerson/surat/:refusedPaper'],
  '/cpmi/pesan': ['petugas', '/cpmi/pesan?orang=:person', '/cpmi/pesan'],
  '/dasbor': ['bombana', '/dasbor'],
  '/dasbor/$area': ['kepala', '/dasbor/74.06', '/dasbor'],
  '/ganda': ['petugas', '/ganda'],
  '/ganda/$id': ['petugas', '/ganda/:pair'],
  '/impor': ['petugas', '/impor'],
  '/impor/$id': ['petugas', '/impor/:import'],
  '/keberangkatan': ['petugas', '/keberangkatan'],
  '/keberangkatan/$key': ['petugas', '/keberangkatan/:departure'],
  '/kemitraan': ['bombana', '/kemitraan', '/kemitraan?bagian=kunjungan', '/kemitraan?bagian=kesepakatan'],
  '/kunjungan/$id': ['petugas', '/kunjungan/:visit'],
  '/masuk': ['nobody', '/masuk'],
  '/pelatihan': ['blk', '/pelatihan'],
  '/pelatihan/$id': ['blk', '/pelatihan/:batch'],
  '/pengingat': ['kepala', '/pengingat', '/pengingat?bagian=buku', '/pengingat?bagian=pratinjau', '/pengingat?bagian=surel'],
  '/serah-terima': ['kepala', '/serah-terima', '/serah-terima?kotak=office'],
  '/verifikasi': ['petugas', '/verifikasi'],
};

/** Homes of the other roles, and addresses that are refused. */
const DEAD_ENDS = { admin: ['/cpmi', '/'], bombana: ['/cpmi/:person'], blk: ['/'] } as const;

let names: ReadonlyMap<string, string> = new Map();
const office = demoOffice(async (house) => {
  names = await standIns(house);
});

/** `:person` and the like in the addresses above. */
async function standIns(house: House): Promise<Map<string, string>> {
  const sari = house.as('sari');
  const sent = await sari.upload<{ id: string }>('/imports', 'Daftar Bombana.csv', Buffer.from(LIST));
  await house.drain();
  const first = async (path: string, field: string): Promise<string> =>
    String((await sari.get<{ items: Record<string, string>[] }>(path)).body.items[0]?.[field]);
  const [refused] = await house.sql<{ person: string; paper: string }>(
    `SELECT candidate_id AS person, id AS paper FROM document WHERE state = 'rejected' ORDER BY id LIMIT 1`,
  );
  return new Map([
    ['person', await first('/candidates?readiness=blocked&stage=registered', 'id')],
    ['refusedPerson', refused?.person ?? ''],
    ['refusedPaper', refused?.paper ?? ''],
    ['pair', await first('/duplicate-pairs', 'id')],
    ['import', sent.body.id],
    ['departure', await first('/departures', 'key')],
    ['visit', await first('/visits', 'id')],
    ['batch', await first('/training-batches', 'id')],
  ]);
}

const filled = (address: string): string => address.replace(/:(\w+)/g, (_, name: string) => names.get(name) ?? `no ${name}`);

function addressesOf(username: string): string[] {
  const own = Object.values(SCREENS).filter(([who]) => who === username);
  return [...own.flatMap(([, ...addresses]) => addresses), ...(Object.entries(DEAD_ENDS).find(([who]) => who === username)?.[1] ?? [])];
}

test('every address of the router stands in the table of screens', () => {
  const router = readFileSync('apps/web/src/router.tsx', 'utf8');
  const paths = [...router.matchAll(/^ {2}path: '(.*)',$/gm)].map(([, path = '']) => path);
  expect(paths.length).toBe(router.split('= createRoute(').length - 2);
  expect(Object.keys(SCREENS).toSorted()).toEqual(paths.toSorted());
});

flow('every address is answered by its page, also when it is opened from outside', async () => {
  const addresses = Object.entries(SCREENS).flatMap(([path, [, address = '']]) => (path === '$' ? [] : [filled(address)]));
  const statusOf = async (address: string): Promise<number> =>
    (await fetch(`${office.house.url}${address}`, { headers: { accept: 'text/html' } })).status;
  const statuses = await Promise.all(addresses.map(async (address) => `${address} ${await statusOf(address)}`));
  expect(statuses.filter((status) => !status.endsWith(' 200'))).toEqual([]);
});

for (const username of ['petugas', 'kepala', 'blk', 'bombana', 'admin', 'nobody']) {
  for (const language of ['id', 'en'] as const satisfies readonly Language[]) {
    flow(`every screen of ${username} is whole, named and reached by the keyboard in both widths (${language})`, async () => {
      const worker = await comeIn(office, username, language);
      const found: string[] = [];
      for (const address of addressesOf(username)) found.push(...(await look(worker, filled(address))));
      expect(found).toEqual([]);
      expect(worker.complaints).toEqual([]);
    });
  }
}
