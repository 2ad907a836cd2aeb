import type { DemoLogin } from '../db/seed/tenants.ts';
import { Failure, kindOfStatus } from './terminal/failure.ts';

export interface ApiAnswer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  /** What a browser would send along from now on: `name=value; …`. */
  cookie: string;
}

/** What an answer that is no good one says; other servers than ours may say nothing of it. */
interface Problem {
  detail?: string;
  next?: string;
  error?: { code?: string };
}

/** A refused answer as a failure of the command: the API's own sentence, what to do next, its code. */
export function failureOf({ status, body }: { status: number; body: unknown }): Failure {
  const { detail, next, error }: Problem = body !== null && typeof body === 'object' ? body : {};
  return new Failure(kindOfStatus(status), detail ?? `the API answered ${status}`, { next, code: error?.code });
}

async function answered(baseUrl: string, request: Promise<Response>): Promise<Response> {
  try {
    return await request;
  } catch (error) {
    const slow = error instanceof Error && error.name === 'TimeoutError';
    throw new Failure('unreachable', slow ? `${baseUrl} did not answer in time` : `nothing answers at ${baseUrl}`, {
      next: 'see what is wrong: countersign doctor',
    });
  }
}

/** The HTTP API as an outsider uses it: one login, JSON in and out, tokens renewed before they end. */
export function apiClient(baseUrl: string, login: Pick<DemoLogin, 'email' | 'password'>) {
  let token: { value: string; until: number } | null = null;
  // Calls that begin at the same time share one login: an account has few tries.
  let signingIn: Promise<string> | null = null;
  async function bearer(): Promise<string> {
    if (token && token.until > Date.now()) return token.value;
    signingIn ??= signIn().finally(() => {
      signingIn = null;
    });
    return signingIn;
  }
  async function signIn(): Promise<string> {
    const response = await answered(
      baseUrl,
      fetch(`${baseUrl}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: login.email, password: login.password }),
      }),
    );
    const body = (await response.json().catch(() => null)) as { access_token: string; expires_in: number } | null;
    if (!response.ok || !body) {
      const { kind, message, code } = failureOf({ status: response.status, body });
      throw new Failure(kind, `${login.email} can not sign in: ${message}`, {
        code,
        next: 'set COUNTERSIGN_EMAIL and COUNTERSIGN_PASSWORD to an account of this installation',
      });
    }
    token = { value: body.access_token, until: Date.now() + (body.expires_in - 60) * 1000 };
    return body.access_token;
  }
  async function call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    const authorization = `Bearer ${await bearer()}`;
    const response = await answered(
      baseUrl,
      fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      }),
    );
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text;
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    return { status: response.status, body: json as Body, cookie };
  }
  return {
    bearer,
    call,
    get: <Body = Record<string, unknown>>(path: string) => call<Body>('GET', path),
    post: <Body = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) =>
      call<Body>('POST', path, body, headers),
  };
}
export type ApiClient = ReturnType<typeof apiClient>;
