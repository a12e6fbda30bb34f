import { demoOffice, flow, signInAs, until } from './browser.js';

const NAMES = [
  `<script>alert('nama')</script>Budi`,
  `"><img src=x onerror=alert(1)>`,
  `Ma'ruf & <b>Putra</b>`,
  `{{constructor.constructor('alert(1)')()}} \${7*7}`,
  `عبد الرحمن بن عوف`,
];

const office = demoOffice();

flow('whatever stands in a name is shown as text: nothing runs, and its direction stays inside it', async () => {
  const { page, complaints } = await office.visit();
  const opened: string[] = [];
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  await signInAs(page, /Petugas BP3MI/);
  for (const fullName of NAMES) {
    const id = await page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch('/api/v1/candidates', { method: 'POST', headers, body });
        return ((await answer.json()) as { id: string }).id;
      },
      JSON.stringify({ fullName, areaCode: '74.06.04' }),
    );
    await page.goto(`/cpmi/${id}`);
    const heading = page.getByRole('heading', { level: 1 });
    await until(async () => expect(await heading.innerText()).toContain(fullName));
    expect(await heading.locator('script, img, b').count()).toBe(0);
  }
  await page.goto('/cpmi');
  for (const fullName of NAMES) {
    const link = page.getByRole('link', { name: fullName, exact: true }).first();
    await link.waitFor();
  }
  const isolated = `[...document.querySelectorAll('main a[href^="/cpmi/"]')].every((link) => getComputedStyle(link).unicodeBidi === 'isolate')`;
  expect(await page.evaluate<boolean>(isolated)).toBe(true);
  expect(opened).toEqual([]);
  expect(complaints).toEqual([]);
});
