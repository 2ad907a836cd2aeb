import { gapsOf } from '../../banking/coverage.ts';
import { dayText } from '../../words.ts';
import { mustBeToldTo } from './checkSources.ts';
import { shiftedDay } from './days.ts';
import type { AccountFact, LineFact, ProofFacts, StatementFact } from './facts.ts';
import { type Finding, finding } from './findings.ts';
import { LINE_PLACES, type LinePlace, lineFindings, placeOfLine } from './placeLines.ts';
import { type PlaceSum, Places } from './places.ts';

/** One account as a bridge: opening + places = computed; computed + difference = told. Minor units of its currency. */
export interface AccountProof {
  id: string;
  name: string;
  currency: string;
  openingMinor: number | null;
  /** The first day whose lines count. */
  openingOn: string | null;
  openingFrom: 'statement' | 'reading' | null;
  places: PlaceSum<LinePlace>[];
  linesMinor: number;
  computedMinor: number | null;
  /** What the bank says was there at the end of the day, worked back or on from the day it was told for. */
  toldMinor: number | null;
  toldOn: string | null;
  differenceMinor: number | null;
  /** Lines from before the opening: they are matched as others are, and are in no balance here. */
  beforeMinor: number;
  pendingMinor: number;
}

/** Days that a bank without an API, and one with an API, may be behind. */
const FILE_DAYS = 7;
const CONNECTED_DAYS = 4;

interface Opening {
  amountMinor: number;
  on: string;
  from: 'statement' | 'reading';
}

/** The earliest balance to begin with that is told. */
function openingOf(account: AccountFact, statements: readonly StatementFact[]): Opening | null {
  const known: Opening[] = statements.flatMap(({ openingMinor, firstDay }) =>
    openingMinor === null || firstDay === null ? [] : [{ amountMinor: openingMinor, on: firstDay, from: 'statement' }],
  );
  if (account.openingMinor !== null && account.openingOn !== null)
    known.push({ amountMinor: account.openingMinor, on: account.openingOn, from: 'reading' });
  return known.reduce<Opening | null>((first, one) => (first === null || one.on < first.on ? one : first), null);
}

interface Entry {
  day: string;
  amountMinor: number;
  count: number;
  place: LinePlace;
}

/** What an account's lines come to, each in its place; those of another currency are named and in none. */
function entriesOf(facts: ProofFacts, account: AccountFact, lines: readonly LineFact[], payouts: ReadonlySet<string>) {
  const entries: Entry[] = facts.lineSums
    .filter(({ accountId, currency }) => accountId === account.id && currency === account.currency)
    .map(({ day, amountMinor, count, place }) => ({ day, amountMinor, count, place }));
  for (const line of lines)
    if (!line.isRemoved && line.status === 'posted' && line.currency === account.currency)
      entries.push({ ...line, count: 1, place: placeOfLine(line, facts.asOf, payouts) });
  return entries;
}

function balanceFindings(facts: ProofFacts, account: AccountFact, proof: AccountProof): Finding[] {
  const told = { side: 'bank', about: account.name, place: 'account', placeId: account.id } as const;
  const found: Finding[] = [];
  const days = account.isConnected ? CONNECTED_DAYS : FILE_DAYS;
  if (account.balanceMinor === null) found.push(finding('balance_not_told', { ...told, since: account.createdAt }));
  else if ((account.balanceOn ?? '') < mustBeToldTo(facts, days))
    found.push(finding('balance_old', { ...told, since: account.balanceOn, detail: `Told for ${account.balanceOn}` }));
  if (proof.openingMinor === null) found.push(finding('opening_not_told', { ...told, since: account.createdAt }));
  if (proof.differenceMinor)
    found.push(
      finding('balance_differs', {
        ...told,
        amountMinor: proof.differenceMinor,
        currency: account.currency,
        since: account.balanceOn,
      }),
    );
  return found;
}

function coverageFindings(facts: ProofFacts, account: AccountFact, openingOn: string | null): Finding[] {
  const told = { side: 'bank', about: account.name, place: 'account', placeId: account.id } as const;
  const end =
    account.told
      .map(({ to }) => to)
      .toSorted()
      .at(-1) ?? '';
  const found = gapsOf(account.told)
    .filter(({ from, to }) => from <= facts.day && (openingOn === null || to >= openingOn))
    .map(({ from, to }) =>
      finding('statement_gap', { ...told, since: from, detail: `${dayText(from)} to ${dayText(to)}` }),
    );
  // A day from before the first one that anybody tells of.
  if (openingOn !== null && shiftedDay(openingOn, -1) > facts.day)
    found.push(finding('account_not_told', { ...told, since: openingOn, detail: `Lines are held from ${openingOn}` }));
  if (!account.isConnected && end < mustBeToldTo(facts, FILE_DAYS))
    found.push(finding('account_not_told', { ...told, since: end || account.createdAt }));
  return found;
}

function statementFindings(statements: readonly StatementFact[], account: AccountFact): Finding[] {
  return statements
    .filter(({ differenceMinor }) => differenceMinor !== null && differenceMinor !== 0)
    .map(({ fileName, differenceMinor, createdAt }) =>
      finding('statement_does_not_add_up', {
        side: 'bank',
        about: `${fileName} of ${account.name}`,
        amountMinor: differenceMinor,
        currency: account.currency,
        since: createdAt,
        place: 'account',
        placeId: account.id,
      }),
    );
}

const sumOf = (entries: readonly Entry[]) => entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** The bridge of one account. `payouts`: ids of lines that are payouts of Stripe. */
function bridge(
  facts: ProofFacts,
  account: AccountFact,
  entries: readonly Entry[],
  opening: Opening | null,
): AccountProof {
  const counted = opening === null ? entries : entries.filter(({ day }) => day >= opening.on);
  const until = counted.filter(({ day }) => day <= facts.day);
  const places = new Places<LinePlace>();
  for (const { place, amountMinor, count } of until) places.put(place, amountMinor, count);
  const computedMinor = opening === null ? null : opening.amountMinor + places.totalMinor;
  const { balanceMinor, balanceOn } = account;
  const differenceMinor =
    opening === null || balanceMinor === null || balanceOn === null
      ? null
      : balanceMinor - opening.amountMinor - sumOf(counted.filter(({ day }) => day <= balanceOn));
  return {
    id: account.id,
    name: account.name,
    currency: account.currency,
    openingMinor: opening?.amountMinor ?? null,
    openingOn: opening?.on ?? null,
    openingFrom: opening?.from ?? null,
    places: places.list(LINE_PLACES),
    linesMinor: places.totalMinor,
    computedMinor,
    toldMinor: computedMinor === null || differenceMinor === null ? balanceMinor : computedMinor + differenceMinor,
    toldOn: balanceOn,
    differenceMinor,
    beforeMinor: opening === null ? 0 : sumOf(entries.filter(({ day }) => day < opening.on)),
    pendingMinor: 0,
  };
}

function proveAccount(facts: ProofFacts, account: AccountFact, payouts: ReadonlySet<string>) {
  const statements = facts.statements.filter(({ accountId }) => accountId === account.id);
  const lines = facts.lines.filter(({ accountId }) => accountId === account.id);
  const opening = openingOf(account, statements);
  const proof = bridge(facts, account, entriesOf(facts, account, lines, payouts), opening);
  const pending = lines.filter(({ status, isRemoved, day }) => status === 'pending' && !isRemoved && day <= facts.day);
  proof.pendingMinor = pending.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const later = proof.places.find(({ place }) => place === 'recorded_later');
  const findings = [
    ...balanceFindings(facts, account, proof),
    ...coverageFindings(facts, account, opening?.on ?? null),
    ...statementFindings(statements, account),
    ...lineFindings(facts, account, lines, payouts),
    ...(later
      ? [
          finding('recorded_later', {
            side: 'bank',
            about: account.name,
            amountMinor: later.amountMinor,
            currency: account.currency,
            place: 'account',
            placeId: account.id,
          }),
        ]
      : []),
  ];
  return { proof, findings };
}

/** Every account with its bridge, and what is left of it. */
export function proveAccounts(
  facts: ProofFacts,
  payouts: ReadonlySet<string>,
): { proofs: AccountProof[]; findings: Finding[] } {
  const proved = facts.accounts.map((account) => proveAccount(facts, account, payouts));
  return { proofs: proved.map(({ proof }) => proof), findings: proved.flatMap(({ findings }) => findings) };
}
