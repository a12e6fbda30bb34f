import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

import { docsPage } from './docs-page.js';
import { ProblemView } from './problem.filter.js';

/** The exact truth about fields, generated from the DTO classes. Every operation may answer with a problem. */
export function openApiDocument(api: NestFastifyApplication): OpenAPIObject {
  const described = new DocumentBuilder()
    .setTitle('Sinergi')
    .setDescription('Case coordination for the protection of Indonesian migrant workers.')
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('sinergi')
    .build();
  const document = SwaggerModule.createDocument(api, described, { extraModels: [ProblemView] });
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.post, item.patch, item.put, item.delete]) {
      if (operation)
        operation.responses['default'] = {
          description: 'Problem (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } },
        };
    }
  }
  for (const schema of Object.values(document.components?.schemas ?? {})) admitNull(schema);
  return document;
}

// The generator writes `nullable` beside an enum but leaves null out of the list, so strict readers would refuse it.
function admitNull(schema: object): void {
  // A copy: the list may be a constant of the application, which validation reads too.
  if ('nullable' in schema && schema.nullable === true && 'enum' in schema && Array.isArray(schema.enum) && !schema.enum.includes(null))
    schema.enum = [...schema.enum, null];
  for (const part of Object.values(schema)) if (typeof part === 'object' && part !== null) admitNull(part);
}

/** `/api/openapi.json`, and the same to read as `/api/docs`. Both are public text of the repository, so they need no login.
 *  Built when somebody asks, and only the document is kept: a start stays fast and a page that few read costs no memory. */
export function serveOpenApi(api: NestFastifyApplication): void {
  let text: string | null = null;
  const server = api.getHttpAdapter().getInstance();
  server.get('/api/openapi.json', (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(api));
    void reply.type('application/json').send(text);
  });
  server.get('/api/docs', (_request, reply) => void reply.type('text/html; charset=utf-8').send(docsPage(openApiDocument(api))));
}
