import { moneyText } from '../../domain/money/moneyText.ts';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { bodyOf, openSession, printRest, readList, rowLimit, type Shown, show } from '../commands/session.ts';
import { Failure } from '../terminal/failure.ts';
import { type Column, line, printFields, printTable, printTitle } from '../terminal/print.ts';
import { ago, until, when } from '../terminal/text.ts';

interface Task {
  task_id: string;
  kind: string;
  state: string;
  title: string;
  subtitle: string;
  sentence: string;
  reason: string | null;
  shown_hash: string;
  at_risk_minor: number;
  currency: string | null;
  owner_name: string | null;
  waiting_since: string;
  expires_at: string | null;
  escalated: boolean;
  money: { label: string; text: string } | null;
}
interface TaskDetail extends Task {
  decision: { decision: string; decided_by: string; decided_at: string; comment: string | null } | null;
  escalations: { by: string; reason: string | null; at: string }[];
}

const atRisk = ({ at_risk_minor: minor, currency }: Task): string =>
  currency === null || minor === 0 ? '' : moneyText(minor, currency);
const moneyOf = ({ money }: Task): string => (money ? `${money.label}: ${money.text}` : '');

const COLUMNS: readonly Column<Task>[] = [
  { head: 'TASK', of: (task) => task.title },
  { head: 'ABOUT', of: (task) => task.subtitle },
  { head: 'AT RISK', of: atRisk, right: true },
  { head: 'WHY', of: (task) => reasonInWords(task.reason ?? '') },
  { head: 'WAITING', of: (task) => ago(task.waiting_since) },
  { head: 'ENDS', of: (task) => (task.state === 'pending' ? until(task.expires_at) : '') },
  { head: 'WITH', of: (task) => task.owner_name ?? '' },
  { head: 'MONEY', of: moneyOf },
  { head: 'ID', of: (task) => task.task_id, id: true },
];

export interface ListOptions extends Shown {
  state: string;
  kind?: string;
  search?: string;
  owner?: string;
  limit: string;
}

/** Prints the tasks that the filters leave. */
export async function listReviews({ state, kind, search, owner, limit, ...shown }: ListOptions): Promise<void> {
  const session = openSession('reviewer');
  const { rows, body } = await readList<Task>(
    session,
    '/reviews',
    'reviews',
    // What a decision is worth most on stands first.
    { state, kind, search, owner, sort: state === 'pending' ? '-priority' : '-waiting_since' },
    rowLimit(limit),
  );
  show(body, shown, () => {
    if (rows.length === 0)
      return line(state === 'pending' ? 'nothing waits for a decision' : `no task is ${state} here`);
    printTable(COLUMNS, rows);
    printRest(body);
  });
}

const readTask = async (taskId: string) =>
  bodyOf(await openSession('reviewer').get<TaskDetail>(`/reviews/${encodeURIComponent(taskId)}`));

/** What is asked, about how much, since when, and what became of it. */
export async function showReview(taskId: string, shown: Shown): Promise<void> {
  const task = await readTask(taskId);
  show(task, shown, () => {
    printTitle(task.title, task.subtitle);
    if (task.sentence) line(task.sentence);
    line();
    const { decision } = task;
    printFields([
      ['State', task.escalated && task.state === 'pending' ? 'pending, handed on' : task.state],
      ['At risk', atRisk(task)],
      ['Why', reasonInWords(task.reason ?? '')],
      ['Waiting since', `${when(task.waiting_since)}, ${ago(task.waiting_since)}`],
      ['Ends undecided', task.state === 'pending' ? until(task.expires_at) : ''],
      ['With', task.owner_name],
      ['Decided', decision && `${decision.decision} by ${decision.decided_by}, ${when(decision.decided_at)}`],
      ['Comment', decision?.comment],
      ['Money', moneyOf(task)],
      ...task.escalations.map(
        ({ by, reason, at }) => ['Handed on', `by ${by}, ${when(at)}${reason ? `: ${reason}` : ''}`] as const,
      ),
      ['Id', task.task_id],
    ]);
    if (task.state === 'pending') line(`\nDecide: countersign reviews approve ${task.task_id}`);
  });
}

export interface DecideOptions extends Shown {
  comment?: string;
  amount?: string;
  action: string;
  reason?: string;
}

const DONE = { approved: 'Approved', modified: 'Approved with a change', rejected: 'Rejected', escalated: 'Handed on' };

const PATIENCE_MS = 30_000;

/** The answer to a decision. While its workflow is busy the same is asked again under its key, as the API documents. */
async function answerTo(taskId: string, body: object) {
  const session = openSession('reviewer');
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await session.post<{ status: string }>(`/reviews/${taskId}/decision`, body, headers);
    if (answer.status !== 202 || Date.now() > until) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Decides what the task shows now: its hash is read first and sent with the decision. */
export async function decideReview(
  taskId: string,
  decision: 'approved' | 'rejected' | 'escalated',
  { comment, amount, action, reason, ...shown }: DecideOptions,
): Promise<void> {
  const task = await readTask(taskId);
  const change = decision === 'approved' && amount ? { action, amount, ...(reason ? { reason } : {}) } : null;
  const said = change ? 'modified' : decision;
  const answer = await answerTo(taskId, {
    decision: said,
    shown_hash: task.shown_hash,
    ...(change ? { modified_resolution: change } : {}),
    ...(comment ? { comments: comment } : {}),
  });
  const body = bodyOf(answer);
  show(body, shown, () => {
    if (answer.status !== 202) line(`${DONE[said]}: ${task.title}`);
  });
  if (answer.status === 202)
    throw new Failure('later', 'the decision is kept; its workflow has not answered yet', {
      next: `countersign reviews show ${taskId}`,
      code: body.status,
    });
}
