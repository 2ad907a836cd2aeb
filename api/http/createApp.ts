import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Authenticator } from './authenticate.ts';
import { serveConsole } from './console.ts';
import { withIdempotency } from './idempotency.ts';
import { openApiDocument, openApiPage } from './openapi.ts';
import { problemHandler } from './problem.ts';
import type { RateLimits } from './rateLimits.ts';
import type { Reply, RequestContext, Route } from './route.ts';

export interface AppOptions {
  db: Database;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  version: string;
  authenticator: Authenticator;
  rateLimits: RateLimits;
  /** Requests per minute of one user, key or, without a token, address; a tenant gets ten times as many. 0 = no limit. */
  requestsPerMinute: number;
  /** Proxies whose X-Forwarded-For counts, as Express takes them; empty = nobody's. */
  trustProxy: string[];
  /** Hears of each answer: counted for alerts, measured for /metrics. */
  onAnswer(answer: { tenantId: string | undefined; area: string; status: number; seconds: number }): void;
  /** The built console to serve under /console; null = none. */
  consoleDirectory: string | null;
  /** Origins that may call the codec route: the Temporal UI. */
  codecOrigins: string[];
}

const BODY_LIMIT = '1mb';
const MAXIMUM_DEPTH = 64;
const TENANT_SHARE = 10;
/** Bytes a stream keeps for a slow reader. */
const UNREAD_LIMIT = 262_144;

/** Refuses nesting that costs more to walk than it can mean; strings are skipped, so brackets in texts do not count. */
function refuseDeepJson(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (inString) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) throw new CodedError('INVALID_JSON', `nested deeper than ${MAXIMUM_DEPTH} levels`);
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
}

function send(response: Response, reply: Reply): void {
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.stream) {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    const leave = reply.stream(
      (text) => {
        if (response.writableEnded) return;
        // A reader who does not read is cut off; it comes back and reads everything anew.
        if (response.writableLength > UNREAD_LIMIT) response.destroy();
        else response.write(text);
      },
      () => void response.end(),
    );
    response.on('close', leave);
  } else if (reply.type) response.type(reply.type).send(reply.body);
  else if (reply.status === 204) response.end();
  else response.json(reply.body);
}

function cookieOf(request: Request, name: string): string | undefined {
  const pair = (request.get('cookie') ?? '').split(/;\s*/).find((entry) => entry.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

const firstSegment = (path: string) => path.split('/', 2)[1] ?? '';

/**
 * Hands a request to the routes that share the first segment of its path. Express tries routes one after the other; with
 * a hundred of them that walk costs more than the answer.
 */
function dispatchBySegment(routes: Map<string, Router>): RequestHandler {
  return (request, response, next) => {
    const own = routes.get(firstSegment(request.path));
    if (own) own(request, response, next);
    else next();
  };
}

function mount(router: Router, route: Route, options: AppOptions): void {
  const { authenticator, rateLimits, requestsPerMinute } = options;
  const parser = route.raw
    ? express.raw({ type: () => true, limit: BODY_LIMIT })
    : express.json({
        limit: route.path.startsWith('/admin/policies') ? '8mb' : BODY_LIMIT,
        strict: false,
        verify: refuseDeepJson,
      });
  const policy = { capacity: requestsPerMinute, windowSeconds: 60 };
  router[route.method](route.path, async (request: Request, response: Response) => {
    const address = request.ip ?? 'unknown';
    response.locals.area = route.path.startsWith('/admin/') ? 'admin' : route.area;
    const principal = await authenticator.authenticate(route, (name) => request.get(name));
    response.locals.tenantId = principal?.tenantId;
    if (requestsPerMinute > 0) {
      await rateLimits.takeOften(`requests:${principal?.actor ?? address}`, policy);
      if (principal)
        await rateLimits.takeOften(`requests:tenant:${principal.tenantId}`, {
          ...policy,
          capacity: requestsPerMinute * TENANT_SHARE,
        });
    }
    // Strangers cost no parsing: the body is read once the caller may speak.
    await new Promise<void>((resolve, reject) =>
      parser(request, response, (error?: unknown) => (error ? reject(error) : resolve())),
    );
    const input = {
      params: route.params?.parse(request.params),
      query: route.query?.parse(request.query),
      body: route.body?.parse(request.body),
    };
    const context: RequestContext = {
      requestId: String(response.locals.requestId),
      idempotencyKey: request.get('idempotency-key'),
      rawBody: route.raw && Buffer.isBuffer(request.body) ? request.body : undefined,
      address,
      header: (name) => request.get(name),
      cookie: (name) => cookieOf(request, name),
    };
    const work = () => route.handle(context, principal, input);
    const key = context.idempotencyKey;
    const scope = `${route.method} ${route.path} ${principal?.actor}`;
    try {
      const keyed = route.idempotent && principal && key;
      send(
        response,
        keyed ? await withIdempotency(options.db, principal.tenantId, scope, key, input, work) : await work(),
      );
    } finally {
      if (route.revokes) authenticator.revocationsChanged();
    }
  });
}

/** Known paths answer other methods with 405 and the list of those that work. */
function refuseOtherMethods(router: Router, routes: Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    if (allowed.includes('GET')) allowed.push('HEAD');
    router.all(path, (_request, response) => {
      response.set('allow', allowed.join(', '));
      throw new CodedError('METHOD_NOT_ALLOWED');
    });
  }
}

/** The thin door: validate, authorise, hand over, answer. The same router serves /api/v1, /api and /. */
export function createApp(routes: Route[], options: AppOptions): Express {
  const app = express().disable('x-powered-by').disable('etag').set('trust proxy', options.trustProxy);
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
      const { area, tenantId } = response.locals;
      const seconds = (performance.now() - startedAt) / 1000;
      options.onAnswer({ tenantId, area: area ?? 'none', status: response.statusCode, seconds });
      options.logger.info(
        {
          requestId: String(response.locals.requestId),
          method: request.method,
          route: request.route?.path ?? 'unmatched',
          status: response.statusCode,
          durationMs: Math.round(seconds * 1000),
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
  if (options.consoleDirectory) app.use(serveConsole(options.consoleDirectory));
  const bySegment = new Map<string, Router>();
  const routerOf = (path: string) => {
    const segment = firstSegment(path);
    const router = bySegment.get(segment) ?? express.Router();
    bySegment.set(segment, router);
    return router;
  };
  routerOf('/openapi.json').get('/openapi.json', (_request, response) => void response.json(document));
  routerOf('/docs').get('/docs', (_request, response) => void response.type('html').send(page));
  for (const route of routes) mount(routerOf(route.path), route, options);
  for (const [segment, router] of bySegment)
    refuseOtherMethods(
      router,
      routes.filter((route) => firstSegment(route.path) === segment),
    );
  for (const prefix of ['/api/v1', '/api', '/']) app.use(prefix, dispatchBySegment(bySegment));
  app.use(() => {
    throw new CodedError('NOT_FOUND');
  });
  app.use(problemHandler(options.logger));
  return app;
}
