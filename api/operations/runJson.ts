import type { z } from 'zod';
import type { Person } from '../../db/identity/people.ts';
import type { ShownMoney } from '../../db/money/moneyStates.ts';
import type { RunNow } from '../../db/operations/runStates.ts';
import type { processes } from '../../db/operations/schema.ts';
import { hasPermission } from '../../domain/identity/permissions.ts';
import { ROLES } from '../../domain/identity/roles.ts';
import { vendorName } from '../../domain/money/vendorNames.ts';
import { failureWords } from '../../domain/operations/failureWords.ts';
import { type ProcessKindEntry, processKind } from '../../domain/operations/processKinds.ts';
import { RUN_STATE_WORDS, STUCK_WORDS } from '../../domain/operations/runStates.ts';
import { KINDS, type ReviewKind } from '../../domain/reviews/kinds.ts';
import type { runSchema } from './runSchemas.ts';

type Run = z.infer<typeof runSchema>;
type ProcessRow = typeof processes.$inferSelect;

const own = <Value>(table: Readonly<Record<string, Value>> | undefined, key: string | null): Value | undefined =>
  table && key !== null && Object.hasOwn(table, key) ? table[key] : undefined;

const isReviewKind = (kind: string): kind is ReviewKind => Object.hasOwn(KINDS, kind);

/** Who may decide a kind of task, by the rights it needs: `a reviewer or an admin`. */
function decidersOf(kind: string): string {
  const needed = isReviewKind(kind) ? KINDS[kind].rights : [];
  const roles = ROLES.filter((role) => needed.every((right) => hasPermission([role], right)));
  const words = roles.map((role) => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role.replaceAll('_', ' ')}`);
  return words.length > 0 ? words.join(' or ') : 'somebody with the rights';
}

/** What an open run waits for: a person, a vendor, a time, or nothing. */
function waitOf(entry: ProcessKindEntry, now: RunNow): Run['waits_for'] {
  const { state, task, money, since, until } = now;
  if (state === 'decision' && task)
    return {
      what: 'a decision',
      since: task.since,
      until: task.expiresAt,
      for_whom: task.ownerName ?? decidersOf(task.kind),
      task_id: task.id,
    };
  if (state === 'vendor')
    return {
      what: money
        ? `what ${vendorName(money.vendor)} did with the money`
        : failureWords(now.code ?? 'PROVIDER_ERROR').text,
      since: money?.since ?? since ?? new Date().toISOString(),
      until: money?.until ?? null,
      for_whom: null,
      task_id: null,
    };
  if (state === 'time' && since) {
    const step = own(entry.steps, now.step)?.name ?? 'Waits for its time';
    return { what: step.replace(/^Waits for /, ''), since, until, for_whom: null, task_id: null };
  }
  return null;
}

function outcomeOf(entry: ProcessKindEntry, process: ProcessRow, now: RunNow): Run['outcome'] {
  if (process.status === 'open') return null;
  const words = own(entry.outcomes, now.outcome) ?? { text: 'Ended', tone: 'plain' as const };
  const why = (now.detail && entry.explain?.(now.detail)) ?? null;
  const bad = words.tone === 'bad' || words.tone === 'warn';
  return { ...words, why: why ?? (bad && now.code ? failureWords(now.code).text : null) };
}

const NOTHING: RunNow = {
  state: 'working',
  stuck: null,
  step: null,
  since: null,
  until: null,
  outcome: null,
  code: null,
  amountMinor: null,
  currency: null,
  detail: null,
  task: null,
  money: null,
};

/** A run for people: what it is, what it does, what it waits for, how it ended. */
export function runJson(
  process: ProcessRow,
  now: RunNow = NOTHING,
  money: ShownMoney | undefined,
  people: ReadonlyMap<string, Person>,
): Run {
  const entry = processKind(process.kind);
  const step = process.status === 'open' ? own(entry.steps, now.step) : undefined;
  return {
    process_id: process.id,
    kind: process.kind,
    kind_name: entry.name,
    housekeeping: entry.housekeeping,
    title: process.title ?? `${entry.name} ${process.subject}`,
    subtitle: process.subtitle ?? '',
    subject: process.subject,
    key: `${process.subject}/${process.run}`,
    status: process.status,
    state: now.state,
    state_text: RUN_STATE_WORDS[now.state],
    waits_for: waitOf(entry, now),
    stuck: now.stuck && { ...STUCK_WORDS[now.stuck.reason], since: now.stuck.since },
    step: step && now.since ? { name: step.name, since: now.since } : null,
    next: step?.next ?? null,
    outcome: outcomeOf(entry, process, now),
    amount_minor: now.currency === null ? null : now.amountMinor,
    currency: now.amountMinor === null ? null : now.currency,
    workflow_type: process.workflowType,
    workflow_id: process.workflowId,
    run_id: process.runId,
    started_by: process.startedBy,
    started_by_name: people.get(process.startedBy)?.name ?? process.startedBy,
    created_at: process.createdAt.toISOString(),
    closed_at: process.closedAt?.toISOString() ?? null,
    money: money ?? null,
  };
}
