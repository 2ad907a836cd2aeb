import type { CommandState } from './command.ts';
import { reasonInWords } from './reasons.ts';
import { vendorName } from './vendorNames.ts';

/** What the books know of the money behind one decision. Amounts are minor units. */
export interface MoneyFacts {
  /** Of the task: nothing is decided, somebody decided, or it ended without a decision. */
  task: 'pending' | 'decided' | 'expired' | 'cancelled';
  /** The decision as it was taken; null without one. */
  decision: string | null;
  approvedMinor: number | null;
  refund: {
    state: CommandState;
    vendor: string;
    vendorId: string | null;
    refusalCode: string | null;
    failedLater: boolean;
  } | null;
  billing: { state: string; refusalCode: string | null } | null;
  /** The step that fails just now, how often it did and why; null while all goes well. */
  problem: { code: string; times: number } | null;
  /** Why the run ended without the money; null while it is open or went well. */
  endedWith: string | null;
  moneyStopped: boolean;
  /** A later task of the same run that waits for a person, and why. */
  next: { taskId: string; reason: string | null } | null;
  /** What was paid where that is no refund, its state, and the state that it has when it is paid; null for other kinds. */
  paid: { name: string; id: string; status: string; wanted: string } | null;
}

type MoneyTone = 'plain' | 'good' | 'bad' | 'warn' | 'info';
export const MONEY_STATES = ['undecided', 'none', 'waiting', 'sending', 'unclear', 'sent', 'failed', 'booked'] as const;

/** The state of the money as it is, for a person: a word, a sentence, and what can be done. */
export interface MoneyState {
  state: (typeof MONEY_STATES)[number];
  tone: MoneyTone;
  /** One or two words for a list. */
  label: string;
  text: string;
  /** What a person can do; null when nothing is needed. */
  next: string | null;
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
const state = (
  name: MoneyState['state'],
  tone: MoneyTone,
  label: string,
  text: string,
  next: string | null = null,
): MoneyState => ({ state: name, tone, label, text, next });

const nextOf = (facts: MoneyFacts, otherwise: string): string =>
  facts.next ? 'A new review of this case is open: decide it' : otherwise;

/** What became of a refund that the vendor took or refused; null while neither is known. */
function knownRefund(facts: MoneyFacts): MoneyState | null {
  const { refund, endedWith } = facts;
  if (refund?.failedLater)
    return state(
      'failed',
      'bad',
      'Failed',
      `The refund failed at ${vendorName(refund.vendor)} after it had been taken; the customer has no money`,
      nextOf(facts, 'A new review opens by itself'),
    );
  if (refund?.state === 'applied') {
    const sent = `Sent; ${vendorName(refund.vendor)} calls it ${refund.vendorId ?? 'nothing'}`;
    if (facts.billing?.state === 'refused' || endedWith?.startsWith('BILLING_'))
      return state('sent', 'warn', 'Sent', `${sent}. Billing does not know of it`, 'Write it into billing by hand');
    return state('sent', 'good', 'Sent', sent);
  }
  return refund?.state === 'refused'
    ? state(
        'failed',
        'bad',
        'Failed',
        `Not sent: ${vendorName(refund.vendor)} refused it, because ${reasonInWords(refund.refusalCode ?? 'refused')}`,
        nextOf(facts, 'Start the case again'),
      )
    : null;
}

/** What keeps money that was decided from being sent; null where it is on its way. */
function unsentRefund(facts: MoneyFacts): MoneyState | null {
  const { refund, problem, next, endedWith } = facts;
  const notSent = (label: string, why: string, otherwise: string) =>
    state('failed', 'bad', label, `Not sent: ${reasonInWords(why)}`, nextOf(facts, otherwise));
  if (endedWith) return notSent('Failed', endedWith, 'Start the case again');
  if (!refund && next) return notSent('Not sent', next.reason ?? 'it must be decided again', '');
  if (facts.moneyStopped && refund?.state !== 'attempting')
    return state(
      'waiting',
      'warn',
      'Not sent',
      'Not sent yet: money is stopped',
      'Let money move again when it is safe',
    );
  return problem
    ? state(
        'waiting',
        'bad',
        'Failing',
        `Not sent yet: tried ${times(problem.times)}, ${reasonInWords(problem.code)}. It is tried again by itself`,
        'Look at the vendors page if it stays so',
      )
    : null;
}

function refundState(facts: MoneyFacts): MoneyState {
  const { refund, problem, next } = facts;
  const known = knownRefund(facts);
  if (known) return known;
  if (refund?.state === 'unknown' || (refund && problem))
    return state(
      'unclear',
      'warn',
      'Unclear',
      'Sent, and whether it arrived is not known yet; it is looked up before anything is sent again',
      next ? 'A review asks what the vendor lists: answer it' : null,
    );
  return (
    unsentRefund(facts) ?? state('sending', 'info', 'Sending', 'Decided; the money is on its way and not sent yet')
  );
}

/** From the books to words: what became of the money behind a decision. Green only where the vendor has it. */
export function moneyState(facts: MoneyFacts): MoneyState {
  // What is asked about a refund that is made is where billing records it.
  if (facts.task === 'pending' && facts.refund?.state === 'applied' && !facts.refund.failedLater)
    return state(
      'sent',
      'warn',
      'Sent',
      `Sent; ${vendorName(facts.refund.vendor)} calls it ${facts.refund.vendorId ?? 'nothing'}. Billing does not know of it yet`,
      'Say at which payment in billing it is recorded',
    );
  if (facts.task === 'pending') return state('undecided', 'plain', 'Open', 'Not decided yet');
  if (facts.task !== 'decided')
    return state(
      'none',
      'plain',
      facts.task === 'expired' ? 'Expired' : 'Cancelled',
      'Ended without a decision; no money moved',
    );
  if (facts.paid) {
    const { name, id, status, wanted } = facts.paid;
    if (facts.decision === 'rejected') return state('none', 'plain', 'Not accepted', 'The payment was not accepted');
    const words = `${name} ${id} is ${status.toLowerCase()}`;
    return status === wanted
      ? state('booked', 'good', status, words)
      : state('booked', 'warn', status, `${words}, not ${wanted.toLowerCase()}`);
  }
  if (facts.refund || (facts.approvedMinor ?? 0) > 0) return refundState(facts);
  if (facts.decision === 'retry') return state('none', 'plain', 'Asked again', 'The model was asked again');
  if (facts.decision === 'rejected') return state('none', 'plain', 'Rejected', 'Rejected; no money moves');
  return state('none', 'plain', 'No payment', 'Decided without a payment');
}
