import { bodyOf, openSession, printRest, readList, rowLimit, type Shown, show } from '../commands/session.ts';
import { type Column, line, printTable } from '../terminal/print.ts';
import { ago } from '../terminal/text.ts';

interface Match {
  match_id: string;
  title: string;
  status: string;
  state: { text: string };
  confidence: number;
  asked_because: string[];
  created_at: string;
}

const COLUMNS: readonly Column<Match>[] = [
  { head: 'WHO PAID WHAT', of: ({ title }) => title },
  { head: 'SCORE', of: ({ confidence }) => String(confidence), right: true },
  { head: 'STATE', of: ({ state }) => state.text },
  { head: 'WHY ASKED', of: ({ asked_because: why, status }) => (status === 'proposed' ? (why[0] ?? '') : '') },
  { head: 'AGE', of: (match) => ago(match.created_at) },
  { head: 'ID', of: ({ match_id: id }) => id, id: true },
];

/** Lists matches, newest first. */
export async function listMatches(options: Shown & { status?: string; limit: string }): Promise<void> {
  const session = openSession('admin');
  const query = { status: options.status };
  const { rows, body } = await readList<Match>(
    session,
    '/reconciliation/matches',
    'matches',
    query,
    rowLimit(options.limit),
  );
  show(body, options, () => {
    if (rows.length === 0) return line('no payment is matched');
    printTable(COLUMNS, rows);
    printRest(body);
  });
}

/** Starts a matching, or has the one that runs look once more. */
export async function runMatching(options: Shown): Promise<void> {
  const session = openSession('admin');
  const body = bodyOf(await session.post<{ process_id: string; workflow_id: string }>('/reconciliation/runs', {}));
  show(body, options, ({ process_id: id }) => {
    line('matching payments to invoices');
    line(`see it: countersign runs show ${id}`);
  });
}
