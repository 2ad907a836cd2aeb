import { spaced } from '../../domain/words.ts';
import { bodyOf, openSession, printRest, readList, rowLimit, type Shown, show } from '../commands/session.ts';
import { type Column, line, printFields, printTable, printTitle } from '../terminal/print.ts';
import { ago, when } from '../terminal/text.ts';

interface Run {
  run_id: string | null;
  process_id: string;
  case_id: string;
  title: string;
  subtitle: string;
  status: string;
  current_step: string;
  final_resolution: { outcome?: string } | null;
  llm_cost: string;
  total_cost: string;
  created_at: string;
  completed_at: string | null;
  mock: boolean;
}
interface RunDetail extends Run {
  history: { type: string; actor_name: string; at: string }[];
}

const dollars = (text: string): string => `$${text}`;
const idOf = (run: Run): string => run.run_id ?? run.process_id;
/** What it does now, or how it ended. */
const stateOf = ({ status, current_step: step, final_resolution: final }: Run): string =>
  status === 'running' || status === 'pending' ? spaced(step) : spaced(final?.outcome ?? status);

const COLUMNS: readonly Column<Run>[] = [
  { head: 'DISPUTE', of: (run) => run.title },
  { head: 'ABOUT', of: (run) => run.subtitle },
  { head: 'STATE', of: stateOf },
  { head: 'BEGAN', of: (run) => ago(run.created_at) },
  { head: 'MODEL COST', of: (run) => dollars(run.llm_cost), right: true },
  { head: 'ID', of: idOf, id: true },
];

/** Dispute runs, newest first. */
export async function listDisputes(options: Shown & { status?: string; case?: string; limit: string }): Promise<void> {
  const query = { status: options.status, case_id: options.case };
  const { rows, body } = await readList<Run>(
    openSession('reviewer'),
    '/disputes',
    'disputes',
    query,
    rowLimit(options.limit),
  );
  show(body, options, () => {
    if (rows.length === 0) return line('no disputes here; send one with: countersign disputes send');
    printTable(COLUMNS, rows);
    printRest(body);
  });
}

/** What happened, without the name of the area before it. */
const happened = (type: string): string => spaced(type.replace(/^dispute_/, ''));

/** One run and what happened in it. */
export async function showDispute(runId: string, shown: Shown): Promise<void> {
  const path = `/workflow/${encodeURIComponent(runId)}/status`;
  const run = bodyOf(await openSession('reviewer').get<RunDetail>(path));
  show(run, shown, () => {
    printTitle(run.title, run.subtitle);
    line();
    printFields([
      ['State', stateOf(run)],
      ['Case', run.case_id],
      ['Began', `${when(run.created_at)}, ${ago(run.created_at)}`],
      ['Ended', when(run.completed_at)],
      ['Costs', `${dollars(run.total_cost)}, of it the model ${dollars(run.llm_cost)}`],
      ['Vendors', run.mock ? 'the sandbox' : ''],
      ['Id', idOf(run)],
    ]);
    line();
    printTable(
      [
        { head: 'WHEN', of: (event) => when(event.at) },
        { head: 'WHAT', of: (event) => happened(event.type) },
        { head: 'BY', of: (event) => event.actor_name },
      ],
      run.history,
    );
  });
}

interface Costs {
  run_id: string | null;
  process_id: string;
  case_id: string;
  status: string;
  llm_cost: string;
  total_cost: string;
  input_tokens: number;
  output_tokens: number;
}
interface CaseCosts {
  case_id: string;
  total_cost: string;
  workflows: Costs[];
}

const COST_COLUMNS: readonly Column<Costs>[] = [
  { head: 'CASE', of: (costs) => costs.case_id },
  { head: 'STATE', of: (costs) => costs.status },
  { head: 'TOTAL', of: (costs) => dollars(costs.total_cost), right: true },
  { head: 'MODEL', of: (costs) => dollars(costs.llm_cost), right: true },
  { head: 'TOKENS IN', of: (costs) => costs.input_tokens.toLocaleString('en-US'), right: true },
  { head: 'TOKENS OUT', of: (costs) => costs.output_tokens.toLocaleString('en-US'), right: true },
  { head: 'ID', of: (costs) => costs.run_id ?? costs.process_id, id: true },
];

/** What one run has cost, or all runs of a case. */
export async function showCosts(id: string, shown: Shown): Promise<void> {
  const session = openSession('reviewer');
  const run = await session.get<Costs>(`/costs/workflow/${encodeURIComponent(id)}`);
  if (run.status !== 404) return show(bodyOf(run), shown, (costs) => printTable(COST_COLUMNS, [costs]));
  const all = bodyOf(await session.get<CaseCosts>(`/costs/case/${encodeURIComponent(id)}`));
  show(all, shown, () => {
    printTable(COST_COLUMNS, all.workflows);
    if (all.workflows.length > 1) line(`all runs of ${all.case_id}: ${dollars(all.total_cost)}`);
  });
}
