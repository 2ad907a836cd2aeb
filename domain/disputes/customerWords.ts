import type { MoneyState } from '../money/moneyState.ts';
import { moneyText } from '../money/moneyText.ts';

/** What the books know of a dispute that its customer may know too. Instants are ISO 8601. */
export interface CustomerFacts {
  type: string | null;
  disputedMinor: number;
  currency: string;
  /** What was really paid back; null before that. */
  refundedMinor: number | null;
  moneyState: MoneyState['state'] | null;
  status: string;
  step: string;
  openedAt: string;
  reviewedFrom: string | null;
  decidedAt: string | null;
  /** Until when a person decides, while one is asked. */
  decideUntil: string | null;
  paidAt: string | null;
  endedAt: string | null;
}

interface Standing {
  tone: 'plain' | 'good' | 'warn' | 'info';
  text: string;
  /** What happens next, or what the customer can do. */
  next: string;
}

const WRITE = 'Write to the office under My messages if you think that this is wrong.';

/** Where a dispute stands, for the customer: never green before the money is sent. */
function standing(facts: CustomerFacts): Standing {
  const { refundedMinor, currency, moneyState, status, step, endedAt } = facts;
  if (refundedMinor !== null)
    return {
      tone: 'good',
      text: `Paid back: ${moneyText(refundedMinor, currency)}`,
      next: 'Your bank may take 5 to 10 days to show it.',
    };
  if (moneyState && ['waiting', 'sending', 'unclear'].includes(moneyState))
    return {
      tone: 'info',
      text: 'Approved; the money is not sent yet',
      next: 'It is sent as soon as the payment provider takes it. You need to do nothing.',
    };
  if (moneyState === 'failed' || status === 'failed')
    return step === 'invalid'
      ? { tone: 'plain', text: 'It does not fit our records', next: WRITE }
      : { tone: 'warn', text: 'The money could not be sent', next: 'A person finds out why. You need to do nothing.' };
  if (endedAt === null)
    return facts.decideUntil
      ? { tone: 'info', text: 'A person checks it', next: 'You are told by mail when it is decided.' }
      : { tone: 'info', text: 'It is being checked', next: 'It is compared with your bills and payments.' };
  return step === 'expired'
    ? {
        tone: 'warn',
        text: 'Not decided in time',
        next: 'Write to the office under My messages to have it looked at again.',
      }
    : { tone: 'plain', text: 'Closed without a payment', next: WRITE };
}

/** What happened so far, oldest first. */
function steps(facts: CustomerFacts): { at: string; text: string }[] {
  const { currency, refundedMinor } = facts;
  const known: [string | null, string][] = [
    [facts.openedAt, `You disputed ${moneyText(facts.disputedMinor, currency)}`],
    [facts.reviewedFrom, 'A person was asked to decide'],
    [facts.decidedAt, 'It was decided'],
    [facts.paidAt, `${moneyText(refundedMinor ?? 0, currency)} was sent back to you`],
    [facts.paidAt === null ? facts.endedAt : null, 'It was closed'],
  ];
  return known
    .flatMap(([at, text]) => (at === null ? [] : [{ at, text }]))
    .toSorted((left, right) => left.at.localeCompare(right.at));
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** A dispute as its customer reads it: what it is, where it stands, what comes next, and what happened. */
export function customerWords(facts: CustomerFacts) {
  const what = facts.type ? sentence(facts.type.replaceAll('_', ' ')) : 'A bill';
  return {
    title: `${what}: ${moneyText(facts.disputedMinor, facts.currency)}`,
    ...standing(facts),
    due: facts.decideUntil,
    steps: steps(facts),
  };
}
