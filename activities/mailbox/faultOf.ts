import { CodedError } from '../../domain/errors/codes.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { ChildUnavailable } from '../../providers/parsing/limitedChild.ts';
import { VendorError } from '../../providers/vendorError.ts';

/**
 * Whose fault a failure is. `item`: this one can't be taken, now or ever. `again`: it may be the item or not. `all`: the
 * mailbox, the books or the parser are not there, so the next one fails as well.
 */
interface Fault {
  kind: 'item' | 'again' | 'all';
  reason: string;
}

/** PostgreSQL's errors that a value causes: data, constraint, size, and what a trigger of ours refuses. */
const VALUE_ERRORS = /^(?:22|23|54|P0001)/;

export function faultOf(error: unknown): Fault {
  if (error instanceof ParseRefused) return { kind: 'item', reason: error.reason };
  if (error instanceof VendorError) {
    if (error.type === 'GMAIL_TOO_LARGE') return { kind: 'item', reason: 'too_large' };
    if (error.kind === 'terminal') return { kind: 'item', reason: 'refused_by_gmail' };
    const one = error.kind === 'retryable' && error.type !== 'GMAIL_RATE_LIMITED';
    return { kind: one ? 'again' : 'all', reason: 'refused_by_gmail' };
  }
  if (error instanceof ChildUnavailable || error instanceof CodedError) return { kind: 'all', reason: 'parser_failed' };
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;
  if (code && VALUE_ERRORS.test(code)) return { kind: 'item', reason: 'not_storable' };
  // An error with a code comes from the database or the network; one without is a fault of ours that this mail met.
  return code ? { kind: 'all', reason: 'not_storable' } : { kind: 'again', reason: 'reading_failed' };
}
