import { randomUUID } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { hasPermission } from '../../domain/identity/permissions.ts';
import { withIdempotency } from './idempotency.ts';
import { openApiDocument, openApiPage } from './openapi.ts';
import { problemHandler } from './problem.ts';
import type { Reply, RequestContext, Route } from './route.ts';
import type { Principal, TokenService } from './tokens.ts';

export interface AppOptions {
  db: Database;
  tokens: TokenService;
  logger: Logger;
  version: string;
  /** Origins that may call the codec route: the Temporal UI. */
  codecOrigins: string[];
}

const BODY_LIMIT = '1mb';

async function authenticate(route: Route, request: Request, tokens: TokenService): Promise<Principal | null> {
  if (route.access === 'public') return null;
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new CodedError('UNAUTHENTICATED');
  const principal = await tokens.verify(token);
  if (route.access !== 'token' && !hasPermission(principal.roles, route.access)) throw new CodedError('FORBIDDEN');
  return principal;
}

function send(response: Response, reply: Reply): void {
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.type) response.type(reply.type).send(reply.body);
  else response.json(reply.body);
}

function mount(router: Router, route: Route, options: AppOptions): void {
  const parser = route.raw
    ? express.raw({ type: () => true, limit: BODY_LIMIT })
    : express.json({ limit: route.path.startsWith('/admin/policies') ? '8mb' : BODY_LIMIT, strict: false });
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  router[route.method](path, parser, async (request: Request, response: Response) => {
    const principal = await authenticate(route, request, options.tokens);
    const input = {
      params: route.params?.parse(request.params),
      query: route.query?.parse(request.query),
      body: route.body?.parse(request.body),
    };
    const context: RequestContext = {
      requestId: String(response.locals.requestId),
      idempotencyKey: request.get('idempotency-key'),
      rawBody: route.raw && Buffer.isBuffer(request.body) ? request.body : undefined,
      header: (name) => request.get(name),
    };
    const work = () => route.handle(context, principal, input);
    const key = context.idempotencyKey;
    const keyed = route.idempotent && principal && key;
    send(
      response,
      keyed
        ? await withIdempotency(options.db, principal.tenantId, `${route.method} ${route.path}`, key, input, work)
        : await work(),
    );
  });
}

/** The thin door: validate, authorise, hand over, answer. The same router serves /api/v1, /api and /. */
export function createApp(routes: Route[], options: AppOptions): Express {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] },
      },
    }),
  );
  app.use((request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-request-id');
    response.locals.requestId = given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
    response.set('x-request-id', String(response.locals.requestId));
    const startedAt = performance.now();
    response.on('finish', () => {
      options.logger.info(
        {
          requestId: String(response.locals.requestId),
          method: request.method,
          route: request.route?.path ?? 'unmatched',
          status: response.statusCode,
          durationMs: Math.round(performance.now() - startedAt),
        },
        'request',
      );
    });
    next();
  });
  // Only the codec route talks to another origin: the Temporal UI reads payloads through it.
  app.use(['/api/v1/codec', '/api/codec', '/codec'], (request: Request, response: Response, next: NextFunction) => {
    const origin = request.get('origin');
    if (origin && options.codecOrigins.includes(origin))
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'content-type,x-namespace',
        'access-control-allow-methods': 'POST',
        vary: 'origin',
      });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  const document = openApiDocument(routes, options.version);
  const page = openApiPage(routes);
  const router = express.Router();
  router.get('/openapi.json', (_request, response) => void response.json(document));
  router.get('/docs', (_request, response) => void response.type('html').send(page));
  for (const route of routes) mount(router, route, options);
  for (const prefix of ['/api/v1', '/api', '/']) app.use(prefix, router);
  app.use(() => {
    throw new CodedError('NOT_FOUND');
  });
  app.use(problemHandler(options.logger));
  return app;
}
