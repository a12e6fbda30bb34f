import { barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

flow('Sari hands a case to the head of the office, who finds it on the home page and accepts it', async () => {
  const giver = await office.visit();
  const receiver = await office.visit();
  await signInAs(giver.page, /Petugas BP3MI/);
  await signInAs(receiver.page, /Kepala BP3MI/);
  const me = await (await receiver.page.request.get('/api/v1/session')).json();
  const sari = await (await giver.page.request.get('/api/v1/session')).json();
  const [{ id, name } = { id: '', name: '' }] = await office.house.sql<{ id: string; name: string }>(
    `SELECT c.id, c.full_name AS name FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current
      WHERE y.officer_id = $1 AND c.area_code LIKE $2 || '%' ORDER BY c.id LIMIT 1`,
    [sari.userId, me.area.code],
  );
  await giver.page.goto(`/cpmi/${id}`);
  await giver.page.getByRole('button', { name: 'Serahkan', exact: true }).click();
  const offer = giver.page.getByRole('dialog', { name: `Serahkan ${name}` });
  await offer.getByLabel('Rekan penerima').selectOption(me.userId);
  await offer.getByLabel('Catatan untuk penerima').fill('Paspor masih di imigrasi, tanyakan hari Kamis.');
  expect(await barriers(giver.page)).toEqual([]);
  await offer.getByRole('button', { name: 'Kirim' }).click();
  await offer.waitFor({ state: 'detached' });
  await giver.page.goto('/serah-terima?kotak=given');
  await giver.page.getByText('Menunggu jawaban').waitFor();

  await receiver.page.goto('/');
  await receiver.page.getByText('serah terima menunggu jawaban Anda').click();
  await receiver.page.getByText('Paspor masih di imigrasi, tanyakan hari Kamis.').waitFor();
  await receiver.page.getByText('Lihat orangnya').click();
  await receiver.page.getByRole('link', { name }).waitFor();
  expect(await barriers(receiver.page)).toEqual([]);
  await receiver.page.getByRole('button', { name: 'Terima' }).click();
  const answer = receiver.page.getByRole('dialog', { name: 'Terima serah terima ini?' });
  await answer.getByRole('button', { name: 'Terima' }).click();
  await answer.waitFor({ state: 'detached' });
  await receiver.page.getByText('Tidak ada serah terima yang menunggu.').waitFor();
  const [cycle] = await office.house.sql(`SELECT officer_id FROM placement_cycle WHERE candidate_id = $1 AND is_current`, [id]);
  expect(cycle).toEqual({ officer_id: me.userId });
  expect([...giver.complaints, ...receiver.complaints]).toEqual([]);
});

flow('the head of the office sees how much everybody carries, and can move a whole caseload', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Kepala BP3MI/);
  await page.goto('/serah-terima?kotak=office&semua=1');
  await page.getByRole('heading', { name: 'Beban kasus' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page
    .getByRole('button', { name: /^Pindahkan semua: / })
    .first()
    .click();
  await page.getByRole('dialog').getByLabel('Rekan penerima').waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
