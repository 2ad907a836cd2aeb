import type { Role } from '../../domain/identity/roles.ts';
import { type ApiClient, apiClient, failureOf } from '../apiClient.ts';
import { type RunFile, runState, staleText } from '../environment/runFile.ts';
import { Failure } from '../terminal/failure.ts';
import { line, printJson } from '../terminal/print.ts';

/** The folder of the data, as the configuration reads it; commands that only ask the API read nothing else of it. */
const dataDirectory = (): string => process.env.DATA_DIR?.trim() || '.data';

function runningHere(): { run: RunFile | null; advice: string } {
  const state = runState(dataDirectory());
  if (state.kind === 'stale') return { run: null, advice: staleText(dataDirectory(), state.supervisor) };
  if (state.kind === 'running' && !state.run) return { run: null, advice: 'the system here is still starting' };
  return { run: state.kind === 'running' ? state.run : null, advice: 'nothing runs here' };
}

/** An API session for a command: COUNTERSIGN_URL, _EMAIL and _PASSWORD, else a demo login of the running system. */
export function openSession(role: Role): ApiClient {
  const { COUNTERSIGN_URL: url, COUNTERSIGN_EMAIL: email, COUNTERSIGN_PASSWORD: password } = process.env;
  const { run, advice } = runningHere();
  const baseUrl = url ?? run?.api;
  if (!baseUrl)
    throw new Failure('unreachable', advice, {
      next: 'start it: countersign up, or set COUNTERSIGN_URL, COUNTERSIGN_EMAIL and COUNTERSIGN_PASSWORD',
    });
  const login = email && password ? { email, password } : run?.logins.find((candidate) => candidate.role === role);
  if (!login)
    throw new Failure('refused', `nobody to sign in as at ${baseUrl}`, {
      next: 'set COUNTERSIGN_EMAIL and COUNTERSIGN_PASSWORD',
    });
  return apiClient(baseUrl, login);
}

/** The body of a good answer; any other fails the command with the API's own sentence. */
export function bodyOf<Body>(answer: { status: number; body: Body }): Body {
  if (answer.status >= 400) throw failureOf(answer);
  return answer.body;
}

export interface Shown {
  json?: boolean;
}

/** For programs the body as it is, for people what `say` prints of it. */
export function show<Body>(body: Body, { json }: Shown, say: (body: Body) => void): void {
  if (json) printJson(body);
  else say(body);
}

const PAGE = 200;

/** Rows of a list, page by page, at most `limit`; in the form of one page. */
export async function readList<Row>(
  session: ApiClient,
  path: string,
  name: string,
  query: Record<string, string | undefined>,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ rows: Row[]; body: Record<string, unknown> }> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const parameters: URLSearchParams = new URLSearchParams(given);
    parameters.set('limit', String(Math.min(PAGE, limit - rows.length)));
    if (cursor !== null) parameters.set('cursor', cursor);
    const page: Record<string, unknown> = bodyOf(await session.get(`${path}?${parameters}`));
    rows.push(...(page[name] as Row[]));
    cursor = page.next_cursor as string | null;
  } while (cursor !== null && rows.length < limit);
  return { rows, body: { [name]: rows, count: rows.length, next_cursor: cursor } };
}

/** Rows that a person asked for. */
export function rowLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new Failure('usage', `--limit: a whole number from 1 to 10000, not ${text}`);
  return limit;
}

/** Says below a list what was left out. */
export function printRest(body: Record<string, unknown>): void {
  if (body.next_cursor !== null) line(`the first ${body.count}; more with --limit`);
}
