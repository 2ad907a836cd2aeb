import type { Named } from '../naming.ts';
import { counted } from '../words.ts';
import { amountSpellings, moneyText } from './moneyText.ts';
import type { ReconcileProblem } from './reconcile.ts';
import { vendorName } from './vendorNames.ts';

interface NamedEffect {
  vendor: string;
  amountMinor: number | null;
  currency: string | null;
}
const amountOf = ({ amountMinor, currency }: NamedEffect) =>
  amountMinor === null || currency === null ? 'an unknown amount' : moneyText(amountMinor, currency);
const spellingsOf = ({ amountMinor, currency }: NamedEffect) => amountSpellings(amountMinor, currency);

/** How people call a call to a vendor of which nobody knows what became. `who`: whose money it is, where that is known. */
export const nameUnclearCall = (
  effect: NamedEffect & { about: string; who: string | null; question: string; ids: readonly string[] },
): Named => ({
  title: `Did ${vendorName(effect.vendor)} pay ${amountOf(effect)}${effect.who ? ` back to ${effect.who}` : ''}?`,
  subtitle: effect.about,
  sentence: effect.question,
  search: [...effect.ids, ...spellingsOf(effect)],
});

/** How people call a refund that is made, of which nobody knows where billing records it. */
export const nameUnrecordedRefund = (
  effect: NamedEffect & { about: string; who: string | null; ids: readonly string[] },
): Named => ({
  title: `Where does billing record ${amountOf(effect)}${effect.who ? ` for ${effect.who}` : ''}?`,
  subtitle: effect.about,
  sentence: `${amountOf(effect)} is paid back: choose the payment in billing that it belongs to`,
  search: [...effect.ids, ...spellingsOf(effect)],
});

/** `problem`: one of ReconcileProblem; rows keep it as text. */
type NamedProblem = NamedEffect & { problem: string; count: number };

const ONE: Record<ReconcileProblem, (amount: string, vendor: string) => string> = {
  no_command: (amount, vendor) => `${vendor} paid ${amount} back, and the books know nothing of it`,
  missing_at_vendor: (amount, vendor) => `The books say ${amount} was paid back, and ${vendor} does not list it`,
  amount_differs: (amount, vendor) => `${vendor} paid ${amount} back, and the books hold another amount`,
  ledger_missing: (amount, vendor) => `${vendor} paid ${amount} back, and the ledger lacks it`,
  unreadable_record: (_amount, vendor) => `A refund of ${vendor} can’t be read`,
};
const MANY: Record<ReconcileProblem, (refunds: string, vendor: string) => string> = {
  no_command: (refunds, vendor) => `${vendor} made ${refunds} that the books know nothing of`,
  missing_at_vendor: (refunds, vendor) => `The books hold ${refunds} that ${vendor} does not list`,
  amount_differs: (refunds, vendor) => `${vendor} made ${refunds} of which the books hold another amount`,
  ledger_missing: (refunds, vendor) => `${vendor} made ${refunds} that the ledger lacks`,
  unreadable_record: (refunds, vendor) => `${refunds} of ${vendor} can’t be read`,
};

/** Where payments are recorded, and not paid back. */
const RECORDS: ReadonlySet<string> = new Set(['whmcs']);
const ONE_RECORDED: Record<ReconcileProblem, (amount: string, vendor: string) => string> = {
  no_command: (amount, vendor) => `${vendor} lists ${amount} more than once under one transaction id`,
  missing_at_vendor: (amount, vendor) => `The books say ${amount} was recorded as paid, and ${vendor} does not list it`,
  amount_differs: (amount, vendor) =>
    `${vendor} lists another amount or invoice than the books do for ${amount} that was recorded`,
  ledger_missing: (amount, vendor) => `${vendor} lists ${amount} as paid, and the ledger lacks it`,
  unreadable_record: (_amount, vendor) => `A payment of ${vendor} can’t be read`,
};
const MANY_RECORDED: typeof ONE_RECORDED = {
  no_command: (payments, vendor) => `${vendor} lists ${payments} more than once under one transaction id`,
  missing_at_vendor: (payments, vendor) => `The books hold ${payments} that ${vendor} does not list`,
  amount_differs: (payments, vendor) => `${vendor} lists ${payments} of which the books hold another amount`,
  ledger_missing: (payments, vendor) => `${vendor} lists ${payments} that the ledger lacks`,
  unreadable_record: (payments, vendor) => `${payments} of ${vendor} can’t be read`,
};

/** How people call one effect by the id that its vendor has for it. */
export const nameEffect = ({ vendor, vendorId }: { vendor: string; vendorId: string }): string =>
  `${RECORDS.has(vendor) ? 'Payment' : 'Refund'} ${vendorId}`;

const isKnown = (problem: string): problem is ReconcileProblem => Object.hasOwn(ONE, problem);

/** What the books and a vendor disagree about, and how the run is called that asks a person. */
export function nameProblem({ problem, count, ...effect }: NamedProblem): string {
  const vendor = vendorName(effect.vendor);
  const isRecord = RECORDS.has(effect.vendor);
  const what = count === 1 ? amountOf(effect) : counted(count, isRecord ? 'payment' : 'refund');
  if (!isKnown(problem)) return `The books and ${vendor} disagree about ${what}`;
  const [one, many] = isRecord ? [ONE_RECORDED, MANY_RECORDED] : [ONE, MANY];
  return (count === 1 ? one : many)[problem](what, vendor);
}

/** How people call the question what is true of it. */
export const nameUnexplained = (found: NamedProblem & { vendorIds: readonly string[]; question: string }): Named => ({
  title: nameProblem(found),
  subtitle:
    found.count === 1
      ? nameEffect({ vendor: found.vendor, vendorId: found.vendorIds[0] ?? '' })
      : found.amountMinor === null
        ? 'Amounts that can’t be summed'
        : `${amountOf(found)} together`,
  sentence: found.question,
  search: [...found.vendorIds, ...spellingsOf(found)],
});
