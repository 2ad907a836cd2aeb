import { moneyText } from '../../domain/money/moneyText.ts';
import { FINDINGS, type Finding, type FindingKind, isOpen } from '../../domain/reconciliation/proof/findings.ts';
import type { PlaceSum } from '../../domain/reconciliation/proof/places.ts';
import { type PlaceName, placeText } from '../../domain/reconciliation/proof/placeWords.ts';
import type { Proof } from '../../domain/reconciliation/proof/prove.ts';
import type { AccountProof } from '../../domain/reconciliation/proof/proveAccounts.ts';
import type { InstanceProof } from '../../domain/reconciliation/proof/proveInvoices.ts';
import type { StripeProof } from '../../domain/reconciliation/proof/proveStripe.ts';
import type { TotalsProof } from '../../domain/reconciliation/proof/proveTotals.ts';
import { counted, dayText } from '../../domain/words.ts';
import { line, styled } from '../terminal/print.ts';
import { ago, oneLine, when } from '../terminal/text.ts';

const OWNERS: Record<(typeof FINDINGS)[FindingKind]['owner'], string> = {
  connections: 'whoever connects accounts',
  reviewer: 'a reviewer',
  billing: 'billing',
  payer: 'the client',
  operator: 'the operator',
};
/** Residuals of a kind that are named where not all of them are. */
const FIRST = 5;
const LABEL = 44;
const AMOUNT = 18;

/** A name at the left and an amount at the right of one column. */
const row = (label: string, amount: string, more = ''): void =>
  line(`    ${label.padEnd(LABEL)}${amount.padStart(AMOUNT)}${more ? `  ${more}` : ''}`.trimEnd());
const rule = (): void => line(`    ${' '.repeat(LABEL)}${'─'.repeat(AMOUNT)}`);
const verdict = (agrees: boolean): string => (agrees ? styled('green', 'agrees') : styled('red', 'differs'));

function sayPlaces(places: readonly PlaceSum<PlaceName>[], currency: string, what: string): void {
  for (const { place, amountMinor, count } of places)
    row(`${placeText(place)} (${counted(count, what)})`, moneyText(amountMinor, currency));
}

function sayAccount(account: AccountProof): void {
  const { name, currency, openingMinor, openingOn, openingFrom, computedMinor, toldMinor, toldOn, differenceMinor } =
    account;
  const money = (minor: number | null) => (minor === null ? 'not told' : moneyText(minor, currency));
  line(`  ${styled('bold', oneLine(name))}  ${currency}`);
  const from = openingFrom === 'statement' ? 'by its statement' : 'by the first reading';
  row(
    openingOn === null ? 'Opening balance' : `Opening balance of ${dayText(openingOn)}, ${from}`,
    money(openingMinor),
  );
  sayPlaces(account.places, currency, 'line');
  rule();
  row('Opening balance and lines', money(computedMinor));
  row(
    toldOn === null ? 'The bank says' : `The bank says, told for ${dayText(toldOn)}`,
    money(toldMinor),
    verdict(differenceMinor === 0),
  );
  if (differenceMinor) row('Difference', money(differenceMinor));
  if (account.pendingMinor !== 0) row('Not booked yet', money(account.pendingMinor));
}

function sayStripe({ name, currency, payments, paymentsMinor, payouts, payoutsMinor }: StripeProof): void {
  line(`  ${styled('bold', oneLine(name))}  Stripe, ${currency}`);
  sayPlaces(payments, currency, 'payment');
  rule();
  row('Card payments', moneyText(paymentsMinor, currency));
  if (payouts.length === 0) return;
  sayPlaces(payouts, currency, 'payout');
  rule();
  row('Payouts', moneyText(payoutsMinor, currency));
}

function sayInstance({ name, currency, places, invoicedMinor, endedMinor }: InstanceProof): void {
  line(`  ${styled('bold', oneLine(name))}  WHMCS, ${currency}`);
  sayPlaces(places, currency, 'invoice');
  rule();
  row('Invoiced', moneyText(invoicedMinor, currency));
  if (endedMinor !== 0) row('Drafts and ended invoices, besides', moneyText(endedMinor, currency));
}

function sayTotals(totals: TotalsProof): void {
  const { currency, matchesMinor, returnedMinor } = totals;
  const money = (minor: number) => moneyText(minor, currency);
  const same = (minor: number) => verdict(minor === matchesMinor);
  line(`  ${styled('bold', `Recorded in ${currency}`)}`);
  row('Received', money(totals.receivedMinor));
  if (totals.feesMinor !== 0) row('Fees that were kept', money(totals.feesMinor));
  if (totals.aboveMinor !== 0) row('Paid above the invoices', money(-totals.aboveMinor));
  if (totals.takenBackMinor !== 0) row('Taken back', money(-totals.takenBackMinor));
  if (totals.foreignMinor !== 0) row('Received in another currency', money(totals.foreignMinor));
  rule();
  row('Matched', money(matchesMinor));
  row('Sent to WHMCS', money(totals.paymentsMinor), same(totals.paymentsMinor));
  row('In the ledger', money(totals.ledgerMinor), same(totals.ledgerMinor));
  row('WHMCS has', money(totals.whmcsMinor), same(totals.whmcsMinor + returnedMinor));
  if (returnedMinor !== 0) row('Went back since', money(returnedMinor));
}

function amountsOf(findings: readonly Finding[]): string {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of findings)
    if (currency !== null && amountMinor !== null) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, minor]) => moneyText(minor, currency)).join(', ');
}

function sayKind(kind: FindingKind, findings: readonly Finding[], all: boolean): void {
  const { text, next, owner } = FINDINGS[kind];
  const amounts = amountsOf(findings);
  line(`  ${styled('bold', text)}: ${findings.length}${amounts ? `, ${amounts}` : ''}`);
  for (const { about, detail, amountMinor, currency, since } of all ? findings : findings.slice(0, FIRST)) {
    const amount = amountMinor === null || currency === null ? '' : moneyText(amountMinor, currency);
    line(`    ${[about, amount, detail, ago(since)].map(oneLine).filter(Boolean).join('  ')}`);
  }
  if (!all && findings.length > FIRST) line(`    and ${findings.length - FIRST} more: --all names them`);
  line(`    ${styled('dim', `${next}. It is the turn of ${OWNERS[owner]}.`)}`);
}

function sayFindings(title: string, findings: readonly Finding[], all: boolean): void {
  if (findings.length === 0) return;
  line();
  line(styled('bold', title));
  for (const [kind, those] of Map.groupBy(findings, ({ kind: of }) => of)) sayKind(kind, those, all);
}

/** A part of the proof with its headline; nothing where it is empty. */
function sayPart<Item>(title: string, items: readonly Item[], say: (item: Item) => void): void {
  if (items.length === 0) return;
  line();
  line(styled('bold', title));
  for (const item of items) say(item);
}

/** The proof of one organisation as people read it. `all`: every residual is named. */
export function sayProof(name: string, proof: Proof, { all }: { all: boolean }): void {
  const open = proof.findings.filter(isOpen);
  const known = proof.findings.filter((found) => !isOpen(found));
  line(styled('bold', `${oneLine(name)}, as of ${when(proof.asOf)}`));
  line(
    proof.agrees
      ? styled('green', 'Banks, ledger and WHMCS agree, and nothing is open.')
      : styled('red', `${counted(open.length, 'thing is', 'things are')} open.`),
  );
  sayPart('Bank accounts', proof.accounts, sayAccount);
  sayPart('Card payments', proof.stripe, sayStripe);
  sayPart('Invoices', proof.instances, sayInstance);
  sayPart('What was recorded, by everyone who says so', proof.totals, sayTotals);
  sayFindings('Open', open, all);
  sayFindings('On its way', known, all);
}
