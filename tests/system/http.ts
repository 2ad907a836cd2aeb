import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  // Tests look into answers freely; every use asserts what it finds.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
  ms: number;
}

/** One plain HTTP call, with nothing added; `from` sets the source address, so that a test has many of them. */
export function call(
  method: string,
  url: string,
  options: { body?: unknown; raw?: string | Buffer; headers?: Record<string, string>; from?: string } = {},
): Promise<RawAnswer> {
  const startedAt = performance.now();
  const payload = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        headers: {
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
          ...options.headers,
        },
        ...(options.from ? { localAddress: options.from } : {}),
        timeout: 60_000,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json = String(incoming.headers['content-type'] ?? '').includes('json');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            body: json && text ? JSON.parse(text) : null,
            ms: performance.now() - startedAt,
          });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 60 s')));
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/**
 * One Node program as an operator types it. Never synchronous: a blocked loop does not see the API close an idle
 * connection, and its next request then fails.
 */
export const command = (args: string[], env: Record<string, string> = {}, timeoutMs = 90_000): Promise<CommandResult> =>
  new Promise((resolve) => {
    const program = execFile(
      process.execPath,
      args,
      { env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => resolve({ status: program.exitCode, stdout, stderr }),
    );
  });

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

export interface Operation {
  method: string;
  path: string;
  /** Path with every parameter filled by a random id. */
  url: string;
  isPublic: boolean;
}

/** Every operation of the OpenAPI document, as an outsider finds it. */
export async function operationsOf(api: string): Promise<Operation[]> {
  const document = (await call('GET', `${api}/openapi.json`)).body as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      url: `${api}/api/v1${path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID())}`,
      isPublic: operation.security?.length === 0,
    })),
  );
}

/** Secrets of the running development system: what a test needs to make tokens with a right signature and wrong claims. */
export function developmentSecrets(directory: string): {
  jwtPrivateKey: string;
  sessionSecret: string;
  fieldKeys: string;
  codecKeys: string;
  gocardlessSecret: string;
} {
  return JSON.parse(readFileSync(join(directory, 'development-secrets.json'), 'utf8')) as ReturnType<
    typeof developmentSecrets
  >;
}

let people = 0;
/** A fresh account with role user, its tokens and its password. */
export async function signUp(api: string) {
  people += 1;
  const email = `person${people}.${crypto.randomUUID().slice(0, 8)}@people.example`;
  const password = `a good password ${people}`;
  const answer = await call('POST', `${api}/auth/signup`, { body: { email, password } });
  if (answer.status !== 201) throw new Error(`sign-up: ${answer.status} ${answer.text}`);
  return {
    email,
    password,
    userId: String(answer.body.user.user_id),
    access: String(answer.body.access_token),
    refresh: String(answer.body.refresh_token),
    cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '',
  };
}

export async function logIn(api: string, login: { email: string; password: string }, extra: object = {}) {
  const answer = await call('POST', `${api}/auth/login`, {
    body: { email: login.email, password: login.password, ...extra },
  });
  if (answer.status !== 200) throw new Error(`login: ${answer.status} ${answer.text}`);
  return { access: String(answer.body.access_token), refresh: String(answer.body.refresh_token), body: answer.body };
}
