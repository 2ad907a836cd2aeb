import { Failure, kindOfStatus } from './failure.ts';
import { styled } from './print.ts';
import { oneLine } from './text.ts';

const DOCTOR = 'see what is wrong: countersign doctor';

interface Known extends Error {
  code?: string;
  address?: string;
  port?: number;
  problems?: string[];
}

/** What an error of the product says with its code, from the table that the API answers by. */
async function ofCode(error: Known): Promise<Failure | null> {
  const { isErrorCode, ERROR_CODES } = await import('../../domain/errors/codes.ts');
  const { code = '' } = error;
  if (!isErrorCode(code)) return null;
  const entry: { status: number; next?: string } = ERROR_CODES[code];
  return new Failure(kindOfStatus(entry.status), error.message, { code, next: entry.next });
}

/** The innermost cause: what a library wraps around it is a query or an attempt. */
function innermost(error: Known): Known {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? innermost(inner) : error;
}

/** Any thrown value as what a person is told: a sentence, never a stack, a query or JSON. */
export async function asFailure(thrown: unknown): Promise<Failure> {
  if (thrown instanceof Failure) return thrown;
  if (!(thrown instanceof Error)) return new Failure('failed', String(thrown));
  const outer: Known = thrown;
  if (outer.name === 'CodedError') {
    const coded = await ofCode(outer);
    if (coded) return coded;
  }
  if (outer.problems)
    return new Failure('failed', `configuration:\n${outer.problems.map((problem) => `  - ${problem}`).join('\n')}`, {
      next: 'set these variables, in the environment or in .env; .env.example explains each',
    });
  const { message, code, address, port } = innermost(outer);
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'CONNECT_TIMEOUT')
    return new Failure('unreachable', `nothing answers at ${address ? `${address}:${port}` : 'the address'}`, {
      next: DOCTOR,
      code,
    });
  return new Failure('failed', message || 'it failed', { code: typeof code === 'string' ? code : undefined });
}

/** One sentence, what to do next, the code small at the end; where it came from only with DEBUG. */
export function printFailure({ message, next, code }: Failure, thrown: unknown): void {
  const { stderr } = process;
  const [first = '', ...more] = message.split('\n');
  const small = code ? `  ${styled('dim', `(${code})`, stderr)}` : '';
  stderr.write(`${styled('red', 'error:', stderr)} ${oneLine(first)}${more.length === 0 ? small : ''}\n`);
  for (const text of more) stderr.write(`${text}\n`);
  if (next) stderr.write(`${styled('bold', 'next: ', stderr)} ${oneLine(next)}\n`);
  const { DEBUG, COUNTERSIGN_DEBUG_ERRORS } = process.env;
  if ((DEBUG || COUNTERSIGN_DEBUG_ERRORS) && thrown instanceof Error) stderr.write(`${thrown.stack}\n`);
}
