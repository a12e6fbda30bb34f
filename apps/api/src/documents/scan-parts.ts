import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { MOST_PART_BYTES } from '#libs/documents';
import { problem } from '#libs/platform';

const PART = /^\/api\/v1\/scans\/[^/]+\/parts\//;
const RAW = 'application/octet-stream';

type Server = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** Lets raw bytes in as parts of an upload and nowhere else: every other handler would take them for a body of JSON. */
export function acceptScanParts(server: Server): void {
  server.addHook('onRequest', async (request) => {
    if (request.headers['content-type']?.toLowerCase().startsWith(RAW) && !PART.test(request.url)) throw problem('unsupported');
  });
  server.addContentTypeParser(RAW, { parseAs: 'buffer', bodyLimit: MOST_PART_BYTES }, (_request, body, done) => done(null, body));
}
