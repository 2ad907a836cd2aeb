import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { CodedError, ERROR_CODES, type ErrorCode } from '../../domain/errors/codes.ts';
import type { Authenticator } from './authenticate.ts';
import { bodyReader } from './body.ts';
import { serveConsole } from './console.ts';
import { withIdempotency, withMemory } from './idempotency.ts';
import { readInput } from './input.ts';
import { openApiDocument, openApiPage } from './openapi.ts';
import { problemHandler } from './problem.ts';
import { noSuchMethod, noSuchPath, notFoundAt } from './refusals.ts';
import { sendOnWire, sendReply } from './reply.ts';
import { networkOf, type RequestLimits } from './requestLimits.ts';
import type { Reply, RequestContext, Route } from './route.ts';
import type { Principal } from './tokens.ts';

type Input = Parameters<Route['handle']>[2];

export interface AppOptions {
  db: Database;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  version: string;
  authenticator: Authenticator;
  requestLimits: RequestLimits;
  /** Proxies whose X-Forwarded-For counts, as Express takes them; empty = nobody's. */
  trustProxy: string[];
  /** Called after each answer: counted for alerts, measured for /metrics. */
  onAnswer(answer: { tenantId: string | undefined; area: string; status: number; seconds: number }): void;
  /** The built console to serve under /console; null = none. */
  consoleDirectory: string | null;
  /** Origins whose pages may call the routes that say so, such as the Temporal UI. */
  otherOrigins: string[];
}

function cookieOf(request: Request, name: string): string | undefined {
  const pair = (request.get('cookie') ?? '').split(/;\s*/).find((entry) => entry.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** The same router answers at each. */
const PREFIXES = ['/api/v1', '/api', ''];
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

/** What a caller is told who could not be told apart from a stranger. */
const STRANGER_CODES: ErrorCode[] = ['UNAUTHENTICATED', 'TOKEN_INVALID', 'TOKEN_REVOKED', 'TOKEN_EXPIRED'];

/**
 * Who calls. Whoever is known is counted before it is asked what they may, so that refusals cost them too; whoever proves
 * nothing is counted apart, so that nobody else waits for it.
 */
async function callerOf(route: Route, request: Request, response: Response, network: string, options: AppOptions) {
  const { authenticator, requestLimits } = options;
  try {
    return await authenticator.authenticate(
      route,
      (name) => request.get(name),
      async (principal) => {
        response.locals.tenantId = principal.tenantId;
        await requestLimits.count(route, { principal, client: null, network });
      },
    );
  } catch (error) {
    if (error instanceof CodedError && STRANGER_CODES.includes(error.code)) {
      const byKey = request.get('authorization') === undefined && request.get('x-api-key') !== undefined;
      await requestLimits.countStranger(byKey ? 'key' : 'token', network);
    }
    throw error;
  }
}

/** What the route answers; that nothing was found is said with what was looked for. */
async function answerOf(route: Route, context: RequestContext, ...handed: [Principal | null, Input]): Promise<Reply> {
  try {
    return await route.handle(context, ...handed);
  } catch (error) {
    const bare =
      error instanceof CodedError && error.code === 'NOT_FOUND' && error.message === ERROR_CODES.NOT_FOUND.title;
    throw bare ? notFoundAt(route) : error;
  }
}

function mount(router: Router, route: Route, options: AppOptions): void {
  const { authenticator, requestLimits } = options;
  const readBody = bodyReader(route);
  router[route.method](route.path, async (request: Request, response: Response) => {
    const network = networkOf(request.ip ?? 'unknown');
    response.locals.area = route.budget === 'admin' ? 'admin' : route.area;
    const principal = await callerOf(route, request, response, network, options);
    // Strangers cost no parsing: the body is read once the caller may speak.
    if (!principal && !route.client) await requestLimits.count(route, { principal, client: null, network });
    const body = await readBody(request, response);
    const context: RequestContext = {
      requestId: String(response.locals.requestId),
      idempotencyKey: request.get('idempotency-key'),
      rawBody: body.raw,
      address: network,
      header: (name) => request.get(name),
      cookie: (name) => cookieOf(request, name),
    };
    const input = readInput(route, { params: request.params, query: request.query, body: body.json });
    if (!principal && route.client)
      await requestLimits.count(route, { principal, client: await route.client(context, input), network });
    const work = () => answerOf(route, context, principal, input);
    const key = context.idempotencyKey;
    const scope = `${route.method} ${route.path} ${principal?.actor}`;
    try {
      const keyed = route.idempotent ? withIdempotency : route.remembers ? withMemory : null;
      if (keyed && principal && key)
        sendOnWire(response, await keyed(options.db, { tenantId: principal.tenantId, route: scope, key }, input, work));
      else sendReply(response, await work());
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
    router.all(path, (request, response) => {
      response.set('allow', allowed.join(', '));
      throw noSuchMethod(request.method, allowed);
    });
  }
}

/** Names each request, and says of each answer what it was. */
const observe =
  (options: Pick<AppOptions, 'onAnswer' | 'logger'>): RequestHandler =>
  (request, response, next) => {
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
  };

/** Lets pages of these origins call a route from a browser. */
const allowOrigins =
  (otherOrigins: readonly string[]): RequestHandler =>
  (request, response, next) => {
    const origin = request.get('origin');
    if (origin && otherOrigins.includes(origin))
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'content-type,x-namespace',
        'access-control-allow-methods': 'POST',
        vary: 'origin',
      });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };

/** The door: validate, authorise, hand over, answer. The same router serves /api/v1, /api and /. */
export function createApp(routes: Route[], options: AppOptions): Express {
  const app = express().disable('x-powered-by').disable('etag').set('trust proxy', options.trustProxy);
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] },
      },
    }),
  );
  app.use(observe(options));
  const shared = routes
    .filter((route) => route.otherOrigins)
    .flatMap((route) => PREFIXES.map((prefix) => `${prefix}/${firstSegment(route.path)}`));
  for (const path of shared) app.use(path, allowOrigins(options.otherOrigins));
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
  const openToAll = (path: string, send: (response: Response) => void) =>
    routerOf(path).get(path, async (request, response) => {
      const network = networkOf(request.ip ?? 'unknown');
      await options.requestLimits.count({}, { principal: null, client: null, network });
      send(response);
    });
  openToAll('/openapi.json', (response) => void response.json(document));
  openToAll('/docs', (response) => void response.type('html').send(page));
  for (const route of routes) mount(routerOf(route.path), route, options);
  for (const [segment, router] of bySegment)
    refuseOtherMethods(
      router,
      routes.filter((route) => firstSegment(route.path) === segment),
    );
  for (const prefix of PREFIXES) app.use(prefix || '/', dispatchBySegment(bySegment));
  app.use((request) => {
    throw noSuchPath(request.path, [...bySegment.keys()]);
  });
  app.use(problemHandler(options.logger));
  return app;
}
