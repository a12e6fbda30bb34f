import fs, { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Files } from './files.js';
import { newId } from './ids.js';

let folder: string;
let files: Files;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sinergi-files-'));
  files = new Files(folder);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const everything = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test('a file is read as it was written, and is gone when it is removed, also twice', async () => {
  const name = newId();
  await files.write(name, Buffer.from('isi'));
  expect((await files.read(name))?.toString()).toBe('isi');
  await files.remove([name]);
  await files.remove([name]);
  expect(await files.read(name)).toBeNull();
});

test.each(['ENOSPC', 'EDQUOT', 'EROFS'])('a disk that says %s leaves nothing behind and tells what to do', async (code) => {
  const probe = await fs.promises.open(path.join(folder, 'x'), 'w');
  await probe.close();
  rmSync(path.join(folder, 'x'));
  jest.spyOn(Object.getPrototypeOf(probe), 'sync').mockRejectedValueOnce(Object.assign(new Error(code), { code }));
  await expect(files.write(newId(), Buffer.from('isi'))).rejects.toMatchObject({
    code: 'unavailable',
    extras: { detail: expect.stringMatching(/sedang penuh/), retryAfterSeconds: 60 },
  });
  expect(everything()).toEqual([]);
});

test('names that could lead out of the folder are no names', async () => {
  for (const name of ['../../etc/passwd', '', 'a/b', `${newId()}/..`]) {
    await expect(files.write(name, Buffer.from('x'))).rejects.toThrow(/UUID/);
    await expect(files.read(name)).rejects.toThrow(/UUID/);
  }
});

test('whole and half written files are told apart, with their age', async () => {
  const [whole, half] = [newId(), newId()];
  await files.write(whole, Buffer.from('isi'));
  writeFileSync(path.join(folder, 'arriving', half), 'se');
  utimesSync(path.join(folder, 'arriving', half), 1000, 1000);
  const found = [];
  for await (const file of files.list())
    found.push({ name: file.name, isWhole: file.isWhole, isOld: file.changedAt.getTime() === 1_000_000 });
  expect(found).toEqual(
    expect.arrayContaining([
      { name: whole, isWhole: true, isOld: false },
      { name: half, isWhole: false, isOld: true },
    ]),
  );
  await files.removeHalf(half);
  expect(everything()).toEqual([whole]);
});
