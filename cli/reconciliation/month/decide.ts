import { randomUUID } from 'node:crypto';
import { allOf } from './load.ts';
import { type Finance, good, until } from './office.ts';
import type { MonthLine } from './stories.ts';

export interface ListedMatch {
  match_id: string;
  status: string;
  side: string;
  kind: string;
  paid_minor: number;
  approved_by: string | null;
  asked_because: string[];
}
interface ListedTask {
  task_id: string;
  subject: string;
}

export const matchesOf = ({ admin }: Finance, status = '') =>
  allOf<ListedMatch>(admin, `/reconciliation/matches${status && `?status=${status}`}`, 'matches');

const tasksOf = ({ reviewer }: Finance) => allOf<ListedTask>(reviewer, '/reviews?kind=invoice_match', 'reviews');

/** Matches what is open, and waits until every match is recorded or asks somebody. Gives what is asked. */
export async function matchAll(finance: Finance): Promise<{ match: ListedMatch; taskId: string }[]> {
  const { status_url: url } = await good(finance.admin.post<{ status_url: string }>('/reconciliation/runs', {}));
  await until('matching', async () => {
    const run = await good(finance.admin.get<{ status: string }>(url.replace('/api/v1', '')));
    return !['open', 'running', 'pending', 'queued'].includes(run.status);
  });
  return until('opening questions and recording', async () => {
    const [tasks, matches] = [await tasksOf(finance), await matchesOf(finance)];
    const byMatch = new Map(tasks.map(({ subject, task_id: id }) => [subject, id]));
    const open = matches.filter(({ status }) => status === 'proposed');
    const isSettled = matches.every(({ status }) => status !== 'approved');
    if (!isSettled || open.some(({ match_id: id }) => !byMatch.has(id))) return null;
    return open.map((match) => ({ match, taskId: byMatch.get(match.match_id) ?? '' }));
  });
}

const COMMENT = 'Agrees with the remittance advice';

/** Decides as a reviewer does: equal amounts in bulk, everything else one by one, and refuses what the month says. */
export async function decideAll(
  finance: Finance,
  asked: { match: ListedMatch; taskId: string }[],
  lines: readonly MonthLine[],
) {
  const refused = new Set(
    lines.flatMap(({ ending, amountMinor }) => ('match' in ending && ending.match === 'rejected' ? [amountMinor] : [])),
  );
  const inBulk = asked.filter(({ match }) => match.kind === 'exact' && !refused.has(match.paid_minor));
  const accepted =
    inBulk.length > 0
      ? await approveInBulk(
          finance,
          inBulk.map(({ taskId }) => taskId),
        )
      : 0;
  const left = new Set((await tasksOf(finance)).map(({ task_id: id }) => id));
  const single = asked.filter(({ taskId }) => left.has(taskId));
  for (const { match } of single)
    await decideOne(finance, match.match_id, refused.has(match.paid_minor) ? 'reject' : 'approve');
  await until('recording at WHMCS', async () =>
    (await matchesOf(finance)).every(({ status }) => status !== 'approved' && status !== 'proposed'),
  );
  return { accepted, single: single.length };
}

async function approveInBulk({ reviewer }: Finance, taskIds: string[]): Promise<number> {
  const previewed = reviewer.post<{ bulk_id: string; preview_hash: string; excluded: unknown[] }>('/bulk-decisions', {
    decision: 'approved',
    task_ids: taskIds,
  });
  const { bulk_id: id, preview_hash, excluded } = await good(previewed);
  if (excluded.length === taskIds.length) return 0;
  await good(reviewer.post(`/bulk-decisions/${id}/start`, { preview_hash, comment: COMMENT }));
  await until('a decision in bulk', async () => {
    const { status } = await good(reviewer.get<{ status: string }>(`/bulk-decisions/${id}`));
    return status === 'done' || status === 'aborted';
  });
  return taskIds.length - excluded.length;
}

/** One decision; 202 and a run that has not begun mean: ask again under the same key. */
async function decideOne({ reviewer }: Finance, matchId: string, action: 'approve' | 'reject'): Promise<void> {
  const key = { 'idempotency-key': randomUUID() };
  await until(`the decision about ${matchId}`, async () => {
    const { status, body } = await reviewer.post<{ error?: { code: string } }>(
      `/reconciliation/matches/${matchId}/${action}`,
      { comment: COMMENT },
      key,
    );
    if (status === 200) return true;
    if (status === 202 || body.error?.code === 'WORKFLOW_ENGINE_UNAVAILABLE') return false;
    throw new Error(`deciding: ${status} ${JSON.stringify(body)}`);
  });
}

/** Takes back what was recorded of payments that went back: a reviewer agrees to each of so many. */
export async function takeBack(finance: Finance, count: number): Promise<void> {
  const tasks = await until('asking about what went back', async () => {
    const found = await allOf<{ task_id: string }>(finance.reviewer, '/reviews?kind=match_return', 'reviews');
    return found.length >= count && found;
  });
  for (const { task_id: id } of tasks) {
    const { shown_hash } = await good(finance.reviewer.get<{ shown_hash: string }>(`/reviews/${id}`));
    const key = { 'idempotency-key': randomUUID() };
    await until('the decision about what went back', async () => {
      const body = { decision: 'approved', shown_hash, comments: COMMENT };
      const { status } = await good(
        finance.reviewer.post(`/reviews/${id}/decision`, body, key).then((answer) => ({
          status: answer.status,
          body: answer,
        })),
      );
      return status === 200;
    });
  }
  await until('taking it back at WHMCS', async () => (await matchesOf(finance, 'undone')).length >= count);
}
