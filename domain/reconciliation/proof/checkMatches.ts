import { isAfter } from './days.ts';
import type { CommandFact, MatchFact, ProofFacts, ReturnFact } from './facts.ts';
import { type Finding, type FindingKind, finding } from './findings.ts';

const isApplied = ({ state, hasFailedLater }: CommandFact) => state === 'applied' && !hasFailedLater;
const isPayment = ({ leg }: CommandFact) => leg === 'invoice_payment';
const isUnclear = ({ state }: CommandFact) => state === 'attempting' || state === 'unknown';
const sumOf = (commands: readonly CommandFact[]) => commands.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function toldOf(match: MatchFact) {
  return {
    side: 'ledger',
    about: match.about || 'A match',
    amountMinor: match.amountMinor || Math.abs(match.paidMinor),
    currency: match.amountMinor ? match.currency : match.paidCurrency,
    since: match.recordedAt ?? match.decidedAt ?? match.createdAt,
    place: 'match',
    placeId: match.id,
  } as const;
}

/** What a match says of itself: what it joins, and what it comes to. */
function shapeFindings(match: MatchFact): FindingKind[] {
  const { payments, parts, kind, amountMinor } = match;
  const kinds: FindingKind[] = [];
  if (payments.count === 0 || parts.count === 0 || payments.missing > 0 || parts.missing > 0)
    kinds.push('match_incomplete');
  if (parts.sumMinor !== amountMinor || (kind === 'return' && amountMinor !== 0)) kinds.push('match_sum_differs');
  if (parts.otherState > 0 || parts.otherPlace > 0) kinds.push('match_part_differs');
  if (payments.heldElsewhere > 0) kinds.push('payment_in_two_matches');
  return kinds;
}

/** What became of the payments of a match that counts. */
function countedFindings(match: MatchFact): FindingKind[] {
  const kinds: FindingKind[] = [];
  if (match.payments.removed > 0) kinds.push('line_removed_but_counted');
  if (match.payments.changed > 0) kinds.push('line_amount_changed');
  if (!match.hasApproval) kinds.push('recorded_without_approval');
  return kinds;
}

/** What WHMCS was sent for a match, beside what it says of itself. */
function sentFindings(match: MatchFact, all: readonly CommandFact[]): FindingKind[] {
  if (match.kind === 'return') return [];
  const commands = all.filter(isPayment);
  const applied = commands.filter(isApplied);
  const stands = applied.some(({ amountMinor, returnedMinor }) => returnedMinor < amountMinor);
  if (match.state === 'approved')
    return commands.some((one) => isUnclear(one) || one.state === 'intended') ? [] : ['approved_not_recorded'];
  if (match.state !== 'recorded') return stands ? ['recorded_of_ended_match'] : [];
  if (applied.length === 0) return commands.some(isUnclear) ? [] : ['recorded_without_payment'];
  const twice = new Set(applied.map(({ invoiceId }) => invoiceId)).size < applied.length;
  if (twice) return ['recorded_twice'];
  return sumOf(applied) === match.amountMinor - match.parts.letGoMinor ? [] : ['recorded_amount_differs'];
}

function findingsOfMatch(match: MatchFact, commands: readonly CommandFact[]): Finding[] {
  const told = toldOf(match);
  const isCounted = match.state === 'approved' || match.state === 'recorded';
  const holds = isCounted || match.state === 'proposed';
  const { letGoMinor } = match.parts;
  const kinds: FindingKind[] = [
    ...(isCounted && letGoMinor > 0 ? (['part_not_recorded'] as const) : []),
    ...(match.state === 'proposed' ? (['match_waits'] as const) : []),
    ...(holds ? shapeFindings(match) : []),
    ...(isCounted ? countedFindings(match) : []),
    ...sentFindings(match, commands),
  ];
  return kinds.map((kind) =>
    finding(
      kind,
      kind === 'recorded_amount_differs'
        ? { ...told, amountMinor: sumOf(commands.filter(isPayment).filter(isApplied)) - match.amountMinor + letGoMinor }
        : kind === 'part_not_recorded'
          ? { ...told, amountMinor: letGoMinor }
          : told,
    ),
  );
}

/** Whether the entries of a command that takes money back say that it left what stands recorded, and arrived. */
function returnLedgerFinding(command: CommandFact): FindingKind | null {
  const { state, amountMinor, phases, inTransitMinor, recordedMinor } = command;
  // It is set aside as soon as it is intended, and given back where it was refused.
  if (state === 'refused') return recordedMinor === 0 ? null : 'ledger_without_payment';
  if (state !== 'applied') return null;
  if (!phases.includes('posted') || recordedMinor === 0) return 'ledger_missing';
  if (recordedMinor !== amountMinor) return 'ledger_amount_differs';
  return phases.includes('settled') && inTransitMinor === 0 ? null : 'ledger_not_settled';
}

/** Whether the entries of a command say that its amount arrived, is on its way, or never left. */
function ledgerFinding(command: CommandFact): FindingKind | null {
  const { amountMinor, phases, inTransitMinor, recordedMinor } = command;
  // Credit is below zero: what stands on its way and what has arrived.
  const heldMinor = -(inTransitMinor + recordedMinor);
  if (!isApplied(command)) return heldMinor === 0 ? null : 'ledger_without_payment';
  if (!phases.includes('posted') || heldMinor === 0) return 'ledger_missing';
  if (heldMinor !== amountMinor) return 'ledger_amount_differs';
  return phases.includes('settled') && inTransitMinor === 0 ? null : 'ledger_not_settled';
}

function commandKinds(command: CommandFact): FindingKind[] {
  const kinds: (FindingKind | null)[] = [
    isUnclear(command) ? 'outcome_unknown' : command.state === 'intended' ? 'payment_not_sent' : null,
    command.matchId === null && isApplied(command) ? 'recorded_without_match' : null,
    command.approvedMinor === null && command.state !== 'refused' ? 'recorded_without_approval' : null,
    isPayment(command) ? ledgerFinding(command) : returnLedgerFinding(command),
    command.returnedMinor > command.amountMinor ? 'returned_amount_differs' : null,
  ];
  return kinds.filter((kind) => kind !== null);
}

const toldOfCommand = (command: CommandFact) =>
  ({
    side: 'ledger',
    about: command.invoiceNumber === null ? 'A payment' : `Invoice ${command.invoiceNumber}`,
    amountMinor: command.amountMinor,
    currency: command.currency,
    since: command.finishedAt ?? command.createdAt,
    ...(command.matchId === null
      ? ({ place: 'run', placeId: command.processId } as const)
      : ({ place: 'match', placeId: command.matchId } as const)),
  }) as const;

/** What is being taken back of matches, and what was taken back otherwise than decided. */
function returnFindings(row: ReturnFact, match: MatchFact | undefined, commands: readonly CommandFact[]): Finding[] {
  const told = {
    side: 'ledger',
    about: match?.about || 'A match',
    amountMinor: row.amountMinor,
    currency: row.currency,
    since: row.recordedAt ?? row.createdAt,
    place: 'match',
    placeId: row.matchId,
  } as const;
  if (row.state === 'proposed') return [finding('return_waits', told)];
  if (row.state === 'approved') return [finding('return_not_recorded', told)];
  const sent = sumOf(commands.filter((one) => !isPayment(one) && one.processId === row.processId && isApplied(one)));
  const wanted = row.state === 'recorded' ? row.amountMinor : 0;
  return sent === wanted ? [] : [finding('returned_amount_differs', { ...told, amountMinor: sent - wanted })];
}

/** More recorded for one approval than it names. */
function aboveApproval(commands: readonly CommandFact[]): Finding[] {
  const [first] = commands;
  if (!first || first.approvedMinor === null) return [];
  const restMinor = sumOf(commands.filter(isApplied)) - first.approvedMinor;
  return restMinor > 0 ? [finding('recorded_above_approval', { ...toldOfCommand(first), amountMinor: restMinor })] : [];
}

/** Matches and money commands beside each other and beside the ledger. */
export function checkMatches(facts: ProofFacts): Finding[] {
  const byMatch = Map.groupBy(facts.commands, ({ matchId }) => matchId);
  const byRun = Map.groupBy(facts.commands, ({ processId }) => processId);
  const known = new Map(facts.matches.map((match) => [match.id, match]));
  const matches = facts.matches.filter(({ createdAt }) => !isAfter(createdAt, facts.asOf));
  return [
    ...matches.flatMap((match) => findingsOfMatch(match, byMatch.get(match.id) ?? [])),
    ...facts.commands.flatMap((command) => commandKinds(command).map((kind) => finding(kind, toldOfCommand(command)))),
    ...[...byRun.values()].flatMap(aboveApproval),
    ...facts.returns.flatMap((row) => returnFindings(row, known.get(row.matchId), byMatch.get(row.matchId) ?? [])),
  ];
}
