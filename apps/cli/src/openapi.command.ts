import { writeFileSync } from 'node:fs';

import type { Settings } from '#libs/platform';

import { createApi } from '../../api/src/api.js';
import { openApiDocument } from '../../api/src/http/openapi.js';

/** Writes docs/openapi.json; a test fails when the committed file is not current. The web client's types follow from it:
 *  npx openapi-typescript docs/openapi.json -o apps/web/src/api/schema.ts */
export async function run(_args: readonly string[], settings: Settings): Promise<number> {
  const api = await createApi(settings);
  await api.init();
  writeFileSync('docs/openapi.json', `${JSON.stringify(openApiDocument(api), null, 1)}\n`);
  await api.close();
  return 0;
}
