import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { MetadataScanner, ModulesContainer, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { LOGGER, problem, type Logger, type Settings } from '#libs/platform';

import { ApiModule } from './api.module.js';
import { acceptScanParts } from './documents/scan-parts.js';
import { ACTION, OPEN } from './http/action.js';
import { serveMetrics } from './http/metrics.js';
import { serveOpenApi } from './http/openapi.js';
import { sendShort } from './http/short-answers.js';

const BODY_LIMIT_BYTES = 256 * 1024;
const UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/** The HTTP application, ready to listen or to be called in the process. */
export async function createApi(settings: Settings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    trustProxy: settings.trustProxy ?? false,
    logger: false,
    // The router itself would refuse what it cannot decode or finds too long, past every hook: without our words and headers.
    rewriteUrl: readableUrl,
    routerOptions: { maxParamLength: 16_384 },
  });
  const api = await NestFactory.create<NestFastifyApplication>(ApiModule.with(settings), adapter, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  const isProduction = settings.mode === 'production';
  await api.register(cookie);
  await api.register(multipart, { limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 1, fields: 5, parts: 6 } });
  await api.register(helmet, {
    global: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isProduction ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  });
  api.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  const server = api.getHttpAdapter().getInstance();
  guardAnswers(server);
  acceptScanParts(server);
  refuseForms(server);
  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  sendShort(server);
  logRequests(api, server);
  if (settings.metricsPort !== null) serveMetrics(api, settings.host, settings.metricsPort);
  refuseUndeclaredHandlers(api);
  serveOpenApi(api);
  serveWeb(api, settings.webFolder);
  api.enableShutdownHooks();
  return api;
}

type Server = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

// Helmet writes the same headers for every answer, so it is asked once; asking it each time costs as much as the router.
function guardAnswers(server: Server): void {
  let headers: readonly (readonly [string, string | number | readonly string[]])[] | null = null;
  server.addHook('onRequest', async (_request, reply) => {
    if (headers === null) {
      await reply.helmet();
      headers = Object.entries(reply.raw.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
      return;
    }
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
  });
}

// A form of several parts is what a foreign page may send without asking, and only the upload of a list reads one.
function refuseForms(server: Server): void {
  server.addHook('onRequest', async (request) => {
    const isForm = request.headers['content-type']?.startsWith('multipart/') ?? false;
    if (isForm && request.routeOptions.url !== '/api/v1/imports') throw problem('unsupported');
  });
}

function readableUrl({ url = '/' }: { readonly url?: string | undefined }): string {
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return url;
  } catch {
    return '/api/v1/-';
  }
}

function logRequests(api: NestFastifyApplication, server: Server): void {
  const logger = api.get<Logger>(LOGGER);
  server.addHook('onResponse', async (request: FastifyRequest & { user?: { userId?: string } }, reply: FastifyReply) => {
    logger.info(
      {
        requestId: request.id,
        actorId: request.user?.userId,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}

// Forgetting the permission of a new handler must stop the start, not open the handler.
function refuseUndeclaredHandlers(api: NestFastifyApplication): void {
  const reflector = api.get(Reflector);
  const scanner = new MetadataScanner();
  const undeclared: string[] = [];
  for (const module of api.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (!metatype) continue;
      const prototype: object = metatype.prototype;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler: unknown = Reflect.get(prototype, name);
        if (typeof handler !== 'function' || Reflect.getMetadata('path', handler) === undefined) continue;
        if (!reflector.get(ACTION, handler as () => void) && !reflector.get(OPEN, handler as () => void))
          undeclared.push(`${metatype.name}.${name}`);
      }
    }
  }
  if (undeclared.length > 0) throw new Error(`handlers without @Action or @Open: ${undeclared.join(', ')}`);
}

/** The built web app: hashed assets forever, everything else the one page; unknown API paths stay problems. */
function serveWeb(api: NestFastifyApplication, folder: string): void {
  const root = path.resolve(folder);
  const server = api.getHttpAdapter().getInstance();
  const hasWeb = fs.existsSync(path.join(root, 'index.html'));
  if (hasWeb) {
    void server.register(fastifyStatic, {
      root: path.join(root, 'assets'),
      prefix: '/assets/',
      decorateReply: true,
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
    });
  }
  // Files beside the page, such as its icon; their names are known from the build.
  for (const name of hasWeb ? fs.readdirSync(root) : []) {
    if (name !== 'index.html' && fs.statSync(path.join(root, name)).isFile() && !/\.(br|gz)$/.test(name))
      server.get(`/${name}`, (_request, reply) => reply.sendFile(name, root));
  }
  server.get('/', (request, reply) => sendPage(askAhead(request, reply, ['session', 'home']), root));
  for (const pattern of [
    '/masuk',
    '/cpmi',
    '/cpmi/*',
    '/verifikasi',
    '/ganda',
    '/ganda/*',
    '/keberangkatan',
    '/keberangkatan/*',
    '/serah-terima',
    '/impor',
    '/impor/*',
    '/pelatihan',
    '/pelatihan/*',
    '/kemitraan',
    '/kemitraan/*',
    '/kunjungan/*',
    '/pengingat',
    '/pengingat/*',
    '/dasbor',
    '/dasbor/*',
    '/bantuan',
    '/admin',
    '/admin/*',
  ]) {
    server.get(pattern, (request, reply) => sendPage(askAhead(request, reply, ['session']), root));
  }
  // A mistyped address shows a person the page that says so; machines and the interface keep their problem.
  server.get('/*', async (request, reply) => {
    const isForPeople = !/^\/(api|health|assets)(\/|\?|$)/.test(request.url) && (request.headers.accept ?? '').includes('text/html');
    if (!isForPeople) throw problem('not-found');
    await sendPage(reply.status(404), root);
  });
}

// Nothing can be shown to a signed-in person before these answers; asked together with the page, they arrive with its scripts.
function askAhead(request: FastifyRequest, reply: FastifyReply, paths: readonly string[]): FastifyReply {
  if (!request.headers.cookie) return reply;
  return reply.header('link', paths.map((path) => `</api/v1/${path}>; rel=preload; as=fetch; crossorigin=anonymous`).join(', '));
}

// Read each time: a new build names new assets, and the page of the old one would ask for files that are gone.
async function sendPage(reply: FastifyReply, root: string): Promise<void> {
  const page = await fs.promises.readFile(path.join(root, 'index.html'), 'utf8').catch(() => null);
  if (page === null) throw problem('not-found');
  await reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}
