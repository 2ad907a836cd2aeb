import { assertNever } from '../errors/codes.ts';

/**
 * What a provider offers against double effects:
 * native_key: the vendor replays the answer of a key it has seen (inside `keyWindowMs`);
 * unique_external_id: the vendor refuses a second effect with the same external id;
 * lookup_only: effects can be listed by business key, so absence must be proved before a resend;
 * none: one attempt, then a person.
 */
type Dedupe = 'native_key' | 'unique_external_id' | 'lookup_only' | 'none';

export interface MoneyProtocol {
  dedupe: Dedupe;
  /** How long the lease of an attempt lasts; longer than the HTTP time-out of the call. */
  leaseMs: number;
  /** How long an effect may stay invisible in the vendor's list after it happened. */
  listingDelayMs: number;
  /** How long the vendor remembers keys, with a safety margin. */
  keyWindowMs: number;
  maximumLookups: number;
}

/** States of a money command. The last two are outcomes and final; what the vendor did is not known in `attempting` and `unknown`. */
export const COMMAND_STATES = ['intended', 'attempting', 'unknown', 'applied', 'refused'] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

const MOVES: Record<CommandState, readonly CommandState[]> = {
  // Refused without a call: what was found shows that it must not be made.
  intended: ['attempting', 'refused'],
  attempting: ['unknown', 'applied', 'refused'],
  unknown: ['attempting', 'applied', 'refused'],
  applied: [],
  refused: [],
};
export const commandMayMove = (from: CommandState, to: CommandState): boolean => MOVES[from].includes(to);

/** The part of a money command that decides what may happen next. Times are milliseconds since the epoch. */
export interface MoneyProgress {
  state: CommandState;
  attempts: number;
  lookups: number;
  firstAttemptAt: number | null;
  leaseUntil: number | null;
}

export type MoneyMove =
  | { kind: 'attempt' }
  | { kind: 'lookup' }
  | { kind: 'wait'; untilMs: number }
  | { kind: 'ask_person' }
  | { kind: 'done'; outcome: 'applied' | 'refused' };

/** What to do with a command now. Pure: the books and the model both follow it. */
export function nextMove(command: MoneyProgress, protocol: MoneyProtocol, nowMs: number): MoneyMove {
  switch (command.state) {
    case 'applied':
    case 'refused':
      return { kind: 'done', outcome: command.state };
    case 'intended':
      return { kind: 'attempt' };
    case 'attempting':
    case 'unknown': {
      // Somebody's call may still be on its way until the lease ends, and stay unlisted for a while after it.
      const visibleAt = (command.leaseUntil ?? 0) + protocol.listingDelayMs;
      if (protocol.dedupe === 'none') return { kind: 'ask_person' };
      if (nowMs < visibleAt) return { kind: 'wait', untilMs: visibleAt };
      return command.lookups < protocol.maximumLookups ? { kind: 'lookup' } : { kind: 'ask_person' };
    }
    default:
      return assertNever(command.state);
  }
}

/** Whether a command whose effect was looked up and not found may be sent once more, with the same key. */
export function mayResend(command: MoneyProgress, protocol: MoneyProtocol, nowMs: number): boolean {
  if (protocol.dedupe === 'none') return false;
  if (protocol.dedupe === 'native_key') return nowMs - (command.firstAttemptAt ?? nowMs) < protocol.keyWindowMs;
  return true;
}

export type ProvedOutcome =
  | { kind: 'applied'; vendorId: string }
  /** With the id of an effect that was made and failed afterwards. */
  | { kind: 'refused'; code: string; vendorId?: string };
export type AttemptOutcome = ProvedOutcome | { kind: 'unknown' };

/** The refund was made and did not reach the customer: nothing is paid, and a person decides again. */
export const REFUND_FAILED = 'refund_failed' as const;
