import { earlier, isAfter, shiftedDay } from './days.ts';
import type { ProofFacts, SourceFact } from './facts.ts';
import { type Finding, finding } from './findings.ts';

const HOUR_MS = 3_600_000;
/** How old the last reading may be, by what is read: three readings by schedule may be missed, of banks two. */
const MAY_BE_OLD_MS: Record<SourceFact['side'], number> = {
  bank: 26 * HOUR_MS,
  stripe: 6 * HOUR_MS,
  whmcs: 6 * HOUR_MS,
};

/** The instant after which a source must have been read. */
function mustBeReadSince({ now, asOf, day, today }: ProofFacts, side: SourceFact['side']): string {
  const newest = new Date(Date.parse(now) - MAY_BE_OLD_MS[side]).toISOString();
  return day < today && isAfter(newest, asOf) ? asOf : newest;
}

/** The day up to which something must be told: the day of the proof, or so many days ago where that day has hardly gone by. */
export const mustBeToldTo = ({ day, today }: ProofFacts, graceDays: number): string =>
  earlier(day, shiftedDay(today, -graceDays));

function checkSource(facts: ProofFacts, source: SourceFact): Finding[] {
  const { side, name, checkedAt, status, consentEndsAt, failures } = source;
  const told = { side, about: name, place: 'connection', placeId: source.id } as const;
  if (status === 'requires_reauth') return [finding('source_needs_consent', { ...told, since: checkedAt })];
  if (consentEndsAt !== null && !isAfter(consentEndsAt, facts.now))
    return [finding('source_consent_over', { ...told, since: consentEndsAt })];
  if (failures > 0) return [finding('source_failing', { ...told, since: checkedAt })];
  const isRead = checkedAt !== null && !isAfter(mustBeReadSince(facts, side), checkedAt);
  return isRead ? [] : [finding('source_not_read', { ...told, since: checkedAt ?? source.createdAt })];
}

/** What is not known: nothing is connected, may not be read, failed, or was read too long ago. */
export function checkSources(facts: ProofFacts): Finding[] {
  const found = facts.sources
    .filter(({ status }) => status === 'active' || status === 'requires_reauth')
    .flatMap((source) => checkSource(facts, source));
  if (facts.accounts.length === 0)
    found.push(finding('nothing_to_compare', { side: 'bank', about: 'Bank accounts', place: 'account' }));
  if (!facts.sources.some(({ side, status }) => side === 'whmcs' && status !== 'pending'))
    found.push(finding('nothing_to_compare', { side: 'whmcs', about: 'WHMCS', place: 'connection' }));
  for (const { side, name, id, count, since } of facts.unreadable)
    found.push(
      finding('record_unreadable', { side, about: `${count} of ${name}`, since, place: 'connection', placeId: id }),
    );
  return found;
}
