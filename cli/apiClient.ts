import type { DemoLogin } from '../db/seed/tenants.ts';

export interface ApiAnswer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  /** What a browser would send along from now on: `name=value; …`. */
  cookie: string;
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
    const response = await fetch(`${baseUrl}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: login.email, password: login.password }),
    });
    if (!response.ok) throw new Error(`login as ${login.email}: ${response.status}`);
    const body = (await response.json()) as { access_token: string; expires_in: number };
    token = { value: body.access_token, until: Date.now() + (body.expires_in - 60) * 1000 };
    return body.access_token;
  }
  async function call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${await bearer()}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
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
