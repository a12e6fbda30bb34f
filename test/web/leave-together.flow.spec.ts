import { barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

flow('Sari sees on one board who leaves together, who is ready and which paper holds the others back', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  const { today } = await (await page.request.get('/api/v1/session')).json();
  await office.house.sql(
    `UPDATE placement_cycle SET planned_departure_on = $1::date + 40, destination_country = 'JP', placement_agency = 'PT Contoh Sakura'
      WHERE id IN (SELECT id FROM placement_cycle WHERE is_current AND stage IN ('registered', 'in_preparation', 'contracted') ORDER BY id LIMIT 5)`,
    [today],
  );
  await page.getByRole('link', { name: 'Keberangkatan', exact: true }).click();
  await page.getByText('PT Contoh Sakura').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.locator('li', { hasText: 'PT Contoh Sakura' }).getByRole('link').click();
  const board = page.getByRole('table');
  await board.getByRole('row').nth(5).waitFor();
  expect(await board.getByRole('rowheader').count()).toBe(5);
  await page.getByText(/dari 5 orang siap/).waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
