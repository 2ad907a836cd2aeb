import { openSession, printAnswer } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);

interface Row extends Record<string, unknown> {
  task_id: string;
  kind: string;
  subject: string;
  reason: string | null;
  waiting_since: string;
  money: { label: string; text: string } | null;
}
type Page = { reviews: Row[]; next_cursor: string | null };

/** Prints every task that the filters leave, page by page. */
export async function listReviews(
  configuration: Configuration,
  options: { state: string; search?: string },
): Promise<void> {
  const session = openSession(configuration, 'reviewer');
  const filters = { limit: '200', state: options.state, ...(options.search ? { search: options.search } : {}) };
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: URLSearchParams = new URLSearchParams({ ...filters, ...(cursor ? { cursor } : {}) });
    const answer = await session.get<Page>(`/reviews?${query}`);
    if (answer.status >= 400) return printAnswer(answer);
    if (!cursor && answer.body.reviews.length === 0) write('nothing waits for a decision');
    for (const row of answer.body.reviews)
      write(
        [
          row.task_id,
          row.kind.padEnd(18),
          row.subject.padEnd(36),
          row.reason ?? '',
          row.waiting_since,
          ...(row.money ? [`${row.money.label}: ${row.money.text}`] : []),
        ].join('  '),
      );
    cursor = answer.body.next_cursor;
  }
}

export const showReview = async (configuration: Configuration, taskId: string): Promise<void> =>
  printAnswer(await openSession(configuration, 'reviewer').get(`/reviews/${encodeURIComponent(taskId)}`));

export interface DecideOptions {
  comment?: string;
  amount?: string;
  action: string;
  reason?: string;
}

/** Decides what the task shows now: its hash is read first and sent with the decision. */
export async function decideReview(
  configuration: Configuration,
  taskId: string,
  decision: 'approved' | 'rejected' | 'escalated',
  options: DecideOptions,
): Promise<void> {
  const session = openSession(configuration, 'reviewer');
  const task = await session.get<{ shown_hash: string }>(`/reviews/${encodeURIComponent(taskId)}`);
  if (task.status >= 400) return printAnswer(task);
  const modified =
    decision === 'approved' && options.amount
      ? {
          modified_resolution: {
            action: options.action,
            amount: options.amount,
            ...(options.reason ? { reason: options.reason } : {}),
          },
        }
      : {};
  printAnswer(
    await session.post(`/reviews/${taskId}/decision`, {
      decision: options.amount && decision === 'approved' ? 'modified' : decision,
      shown_hash: task.body.shown_hash,
      ...modified,
      ...(options.comment ? { comments: options.comment } : {}),
    }),
  );
}
