import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const PEOPLE = 'text/html,application/xhtml+xml,*/*;q=0.8';

async function get(url: string, accept: string): Promise<{ status: number; type: string }> {
  const { statusCode, headers } = await house.api.getHttpAdapter().getInstance().inject({ method: 'GET', url, headers: { accept } });
  return { status: statusCode, type: String(headers['content-type']).split(';')[0] ?? '' };
}

test('a mistyped address shows a person the web page, with the status of a missing one', async () => {
  expect(await get('/cmpi', PEOPLE)).toEqual({ status: 404, type: 'text/html' });
  expect(await get('/verifikasi/tidak-ada', PEOPLE)).toEqual({ status: 404, type: 'text/html' });
});

test('a machine, the interface and a missing asset still get the problem', async () => {
  const missing = { status: 404, type: 'application/problem+json' };
  expect(await get('/cmpi', 'application/json')).toEqual(missing);
  expect(await get('/api/v1/tidak-ada', PEOPLE)).toEqual(missing);
  expect(await get('/api', PEOPLE)).toEqual(missing);
  expect(await get('/health/tidak-ada', PEOPLE)).toEqual(missing);
  expect(await get('/assets/tidak-ada.js', PEOPLE)).toEqual(missing);
});
