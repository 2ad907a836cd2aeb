import type { ZodObject, ZodType, z } from 'zod';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import type { Principal } from './tokens.ts';

export interface RequestContext {
  requestId: string;
  /** Value of the Idempotency-Key header. */
  idempotencyKey: string | undefined;
  rawBody: Buffer | undefined;
  /** The caller's network: its address, of IPv6 the /64; behind a proxy only where TRUST_PROXY says so. */
  address: string;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
}

/** A plain answer; `type` other than JSON sends `body` as it is; `stream` keeps the answer open until it says so. */
export interface Reply {
  status: number;
  body?: unknown;
  type?: string;
  headers?: Record<string, string | string[]>;
  /** Writes server-sent events; returns what to do when the reader leaves. */
  stream?(write: (text: string) => void, end: () => void): () => void;
}

type Input<Schema> = Schema extends ZodType ? z.infer<Schema> : undefined;

interface RouteInput<Params, Query, Body> {
  params: Input<Params>;
  query: Input<Query>;
  body: Input<Body>;
}

/** One operation: what it accepts, who may call it, how it answers. OpenAPI, validation and access all come from this. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  area: string;
  summary: string;
  /** `public`: no token. `token`: any user or key. `user`: a signed-in person, no key. Otherwise the permission it needs. */
  access: 'public' | 'token' | 'user' | Permission;
  params?: ZodObject;
  query?: ZodObject;
  body?: ZodType;
  /** Keeps the raw body and skips JSON parsing: signed webhooks. */
  raw?: boolean;
  /** Most bytes of the body, unpacked; a megabyte when left out. */
  bodyBytes?: number;
  /**
   * Which count of requests it is taken from: `none`; `auth` and `webhooks`, of which every network has one beside that of all
   * its other public requests; `admin`, of which every caller has one besides. Left out: the caller's, or the network's.
   */
  budget?: 'none' | 'auth' | 'webhooks' | 'admin';
  /** Pages of the origins in CORS_ORIGINS, and the Temporal UI, may call it. */
  otherOrigins?: boolean;
  /** Never waits behind other requests of the caller or the tenant: it has a count of its own. */
  urgent?: boolean;
  /** Of a public route: who this provably is, so that others at the same address don't spend what they have. */
  client?(context: RequestContext, input: RouteInput<ZodType, ZodType, ZodType>): Promise<string | null>;
  /** A POST that creates: the Idempotency-Key header is honoured and its answer kept. */
  idempotent?: boolean;
  /** As `idempotent`, of what does nothing twice by itself: no request waits for another, only the answer is kept. */
  remembers?: boolean;
  /** May end tokens: the list of revoked tokens is read anew afterwards, so that it holds from the next request on. */
  revokes?: boolean;
  /** `orText`: another content type that the same status may have, such as text/csv. */
  responses: Record<number, { description: string; schema?: ZodType; type?: string; orText?: string }>;
  errors: ErrorCode[];
  example?: unknown;
  handle(
    context: RequestContext,
    principal: Principal | null,
    input: RouteInput<ZodType, ZodType, ZodType>,
  ): Promise<Reply>;
}

interface Definition<
  Params extends ZodObject | undefined,
  Query extends ZodObject | undefined,
  Body extends ZodType | undefined,
> extends Omit<Route, 'params' | 'query' | 'body' | 'handle' | 'client'> {
  client?(context: RequestContext, input: RouteInput<Params, Query, Body>): Promise<string | null>;
  params?: Params;
  query?: Query;
  body?: Body;
  handle(context: RequestContext, principal: Principal, input: RouteInput<Params, Query, Body>): Promise<Reply>;
}

/** Declares an operation with its inputs typed from their schemas. Public routes get a principal that is never read. */
export function defineRoute<
  Params extends ZodObject | undefined = undefined,
  Query extends ZodObject | undefined = undefined,
  Body extends ZodType | undefined = undefined,
>(definition: Definition<Params, Query, Body>): Route {
  // The one place where the schemas' types and the router's untyped inputs meet; the router parses with these schemas first.
  return definition as unknown as Route;
}
