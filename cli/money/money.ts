import { moneyText } from '../../domain/money/moneyText.ts';
import { spaced } from '../../domain/words.ts';
import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { type Column, line, printTable } from '../terminal/print.ts';
import { ago, when } from '../terminal/text.ts';

interface Stops {
  stopped: boolean;
  stops: { scope: string; reason: string; started_by_name: string; started_at: string }[];
}

function sayStops({ stops }: Stops): void {
  if (stops.length === 0) line('money moves: no stop holds');
  for (const stop of stops)
    line(
      `money is stopped ${stop.scope === 'all' ? 'for everybody' : 'here'} since ${when(stop.started_at)}, by ${stop.started_by_name}: ${stop.reason}`,
    );
}

interface Reach extends Shown {
  all?: boolean;
}
const scopeOf = ({ all }: Reach) => (all ? 'all' : 'tenant');

/** No outward money call starts from now on. */
export async function stopMoney(reason: string, options: Reach): Promise<void> {
  const answer = await openSession('admin').post<Stops>('/admin/money-stop', { reason, scope: scopeOf(options) });
  show(bodyOf(answer), options, (body) => {
    sayStops(body);
    line('end it: countersign money resume');
  });
}

/** Asks that money moves again. */
export async function resumeMoney(options: Reach): Promise<void> {
  const path = `/admin/money-stop?scope=${scopeOf(options)}`;
  const answer = await openSession('admin').call<Stops & { summary?: string; change_id?: string }>('DELETE', path);
  show(bodyOf(answer), options, (body) => {
    if (answer.status !== 202) return sayStops(body);
    line(`${body.summary ?? 'money moves again'}: waits for a second person`);
    line(`an operator of this machine may be it: countersign admin approve ${body.change_id}`);
  });
}

export const moneyState = async (options: Shown): Promise<void> =>
  show(bodyOf(await openSession('admin').get<Stops>('/admin/money-stop')), options, sayStops);

interface Entry {
  occurred_at: string;
  account: string;
  phase: string;
  amount_minor: number;
  currency: string;
  command_id: string;
}

const COLUMNS: readonly Column<Entry>[] = [
  { head: 'WHEN', of: (entry) => when(entry.occurred_at) },
  { head: 'AGO', of: (entry) => ago(entry.occurred_at) },
  { head: 'ACCOUNT', of: (entry) => spaced(entry.account) },
  { head: 'STATE', of: (entry) => entry.phase },
  { head: 'AMOUNT', of: (entry) => moneyText(entry.amount_minor, entry.currency), right: true },
  { head: 'COMMAND', of: (entry) => entry.command_id, id: true },
];

/** The journal of the double-entry ledger: for people, as CSV, or as the API answers it. */
export async function journal(options: Shown & { format: string }): Promise<void> {
  const csv = options.format === 'csv' && !options.json;
  const path = `/ledger/journal?format=${csv ? 'csv' : 'json'}&limit=10000`;
  const body = bodyOf(await openSession('admin').get<{ entries: Entry[] }>(path));
  show(body, { json: csv || options.json || options.format === 'json' }, ({ entries }) => {
    if (entries.length === 0) return line('the journal is empty: no money has moved yet');
    printTable(COLUMNS, entries);
  });
}
