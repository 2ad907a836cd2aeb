import { spaced } from '../../domain/words.ts';
import { bodyOf, openSession, printRest, readList, rowLimit, type Shown, show } from '../commands/session.ts';
import { type Column, line, printFields, printTable, printTitle } from '../terminal/print.ts';
import { ago, lasted, when } from '../terminal/text.ts';

interface Run {
  process_id: string;
  kind: string;
  title: string;
  subtitle: string;
  status: string;
  started_by_name: string;
  created_at: string;
  closed_at: string | null;
  money: { label: string; text: string } | null;
}
interface Step {
  name: string;
  status: string;
  attempts: number;
  code: string | null;
  started_at: string;
  ended_at: string | null;
}

const moneyOf = ({ money }: Run): string => (money ? `${money.label}: ${money.text}` : '');

const COLUMNS: readonly Column<Run>[] = [
  { head: 'RUN', of: (run) => run.title },
  { head: 'ABOUT', of: (run) => run.subtitle },
  { head: 'STATE', of: (run) => run.status },
  { head: 'BEGAN', of: (run) => ago(run.created_at) },
  { head: 'TOOK', of: (run) => lasted(run.created_at, run.closed_at) },
  { head: 'MONEY', of: moneyOf },
  { head: 'ID', of: (run) => run.process_id, id: true },
];

export async function listRuns(
  options: Shown & { status?: string; kind?: string; search?: string; limit: string },
): Promise<void> {
  const { status, kind, search } = options;
  const session = openSession('admin');
  const { rows, body } = await readList<Run>(
    session,
    '/runs',
    'runs',
    { status, kind, search },
    rowLimit(options.limit),
  );
  show(body, options, () => {
    if (rows.length === 0) return line('no run here');
    printTable(COLUMNS, rows);
    printRest(body);
  });
}

/** `fetchCrmCase` as `fetch crm case`. */
const stepName = (name: string): string => spaced(name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')).toLowerCase();

const STEP_COLUMNS: readonly Column<Step>[] = [
  { head: 'STEP', of: (step) => stepName(step.name) },
  { head: 'STATE', of: (step) => step.status },
  { head: 'BEGAN', of: (step) => when(step.started_at) },
  { head: 'TOOK', of: (step) => lasted(step.started_at, step.ended_at), right: true },
  { head: 'TRIES', of: (step) => (step.attempts > 1 ? String(step.attempts) : ''), right: true },
  { head: 'FAILED WITH', of: (step) => spaced(step.code ?? '').toLowerCase() },
];

/** One run: what it is about, how it goes, and its steps. */
export async function showRun(id: string, shown: Shown): Promise<void> {
  const path = `/runs/${encodeURIComponent(id)}`;
  const run = bodyOf(await openSession('admin').get<Run & { timeline: Step[] | null }>(path));
  show(run, shown, () => {
    printTitle(run.title, run.subtitle);
    line();
    printFields([
      ['State', run.status],
      ['Began', `${when(run.created_at)}, ${ago(run.created_at)}, by ${run.started_by_name}`],
      ['Ended', when(run.closed_at)],
      ['Money', moneyOf(run)],
      ['Id', run.process_id],
    ]);
    line();
    if (run.timeline === null) line('its steps are not kept any more, or the engine has not taken it yet');
    else printTable(STEP_COLUMNS, run.timeline);
  });
}
