import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

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
      if (operation) operation.responses['default'] = { description: 'Problem (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } } };
    }
  }
  return document;
}

/** `/api/openapi.json`, built at the first request so that a start stays fast. */
export function serveOpenApi(api: NestFastifyApplication): void {
  let text: string | null = null;
  api
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request, reply) => {
      text ??= JSON.stringify(openApiDocument(api));
      void reply.type('application/json').send(text);
    });
}
