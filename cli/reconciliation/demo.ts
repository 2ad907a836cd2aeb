import { readProofFacts } from '../../db/reconciliation/proof/readProof.ts';
import { prove } from '../../domain/reconciliation/proof/prove.ts';
import { counted } from '../../domain/words.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import type { DemoEnd, DemoStage } from '../demo/stage.ts';
import { line } from '../terminal/print.ts';
import { decideAll, type ListedMatch, matchAll, matchesOf, takeBack } from './month/decide.ts';
import { allOf, book, dayAgo, giveBack, importFile, loadCompany, payoutLines, readInvoices } from './month/load.ts';
import { decimal, monthOf } from './month/month.ts';
import {
  allowRules,
  connectOpenBank,
  connectPlaid,
  connectStripe,
  connectWhmcs,
  type Finance,
  good,
  openFinance,
  until,
} from './month/office.ts';
import type { Month } from './month/stories.ts';
import { judgeMonth, type ListedLine, type StoryEnd } from './month/verdict.ts';
import { sayProof } from './proofText.ts';

/** The accounts that the sandbox's banks have, and one whose bank gives files only. */
const PLAID_ACCOUNT = '000123456789';
const OPEN_ACCOUNT = 'DE89370400440532013000';
const FILE_ACCOUNT = 'DE02120300000000202051';

interface Played {
  name: string;
  finance: Finance;
  month: Month;
  account: string;
}

const linesOf = ({ finance }: Played) =>
  allOf<ListedLine>(finance.admin, '/reconciliation/transactions', 'transactions');

/** Connects everything of an organisation, and waits until its month is read. */
async function connect(
  { finance, month, account }: Played,
  api: string,
): Promise<{ bank: string; stripe: string | null }> {
  await loadCompany(finance, month);
  await book(
    finance,
    account,
    month.lines.filter(({ late, byFile }) => !late && !byFile),
  );
  await allowRules(finance);
  await readInvoices(finance, await connectWhmcs(finance), month.bills.length);
  const stripe = month.charges.length > 0 ? await connectStripe(finance, api) : null;
  const isPlaid = account === PLAID_ACCOUNT;
  const bank = isPlaid ? connectPlaid(finance, api) : connectOpenBank(finance, api, 'First Example Bank');
  return { bank: await bank, stripe };
}

const isRead = async (played: Played, withLate: boolean) => {
  const known = await linesOf(played);
  const own = played.month.lines.filter(({ late, byFile }) => (withLate || !late) && !byFile);
  return own.every(({ amountMinor, ago, reference }) =>
    known.some(
      (row) => row.amount.amount_minor === amountMinor && row.booked_on === dayAgo(ago) && row.reference === reference,
    ),
  );
};

/** The month of one organisation, from its first line to its last decision. */
async function play(played: Played, stage: DemoStage): Promise<{ ends: StoryEnd[]; told: string[] }> {
  const { finance, month, account, name } = played;
  const { api } = stage.run;
  const { bank: connection, stripe } = await connect(played, api);
  await until('reading the bank', () => isRead(played, false));
  const files = month.lines.filter(({ byFile }) => byFile);
  const told: string[] = [];
  if (files.length > 0) {
    await importFile(finance, FILE_ACCOUNT, files, true);
    const again = month.lines.filter(({ late, byFile }) => !late && !byFile);
    const added = await importFile(finance, account, again, false);
    told.push(
      `${name}: a statement of ${again.length} lines beside the bank's own interface brought ${added} new ones.`,
    );
    if (added > 0) throw new Error('a file beside the interface of a bank made lines twice');
  }
  const asked = await matchAll(finance);
  const decided = await decideAll(finance, asked, month.lines);
  await book(
    finance,
    account,
    month.lines.filter(({ late }) => late),
  );
  await readBank(played, connection);
  if (stripe) {
    await giveBack(finance, month);
    await good(finance.admin.post(`/integrations/stripe/${stripe}/sync`, {}));
    await takeBack(finance, 2);
  }
  await until('reading what came late', () => isRead(played, true));
  await decideAll(finance, await matchAll(finance), month.lines);
  const matches = await matchesOf(finance);
  told.push(...sentences(name, matches, decided));
  return { ends: judgeMonth(month, matches, await linesOf(played), dayAgo), told };
}

async function readBank({ finance, account }: Played, connection: string): Promise<void> {
  const plaid = account === PLAID_ACCOUNT;
  const path = plaid ? '/integrations/plaid/sync' : `/integrations/gocardless/${connection}/sync`;
  const { status, body } = await finance.admin.post(path, plaid ? { connection_id: connection } : {});
  if (status !== 202) throw new Error(`reading the bank: ${status} ${JSON.stringify(body)}`);
}

function sentences(
  name: string,
  matches: readonly ListedMatch[],
  { accepted, single }: { accepted: number; single: number },
): string[] {
  const auto = matches.filter(({ approved_by: by }) => by === 'auto').length;
  const reasons = new Map<string, number>();
  for (const { asked_because: because, approved_by: by } of matches)
    if (by !== 'auto') for (const one of because) reasons.set(one, (reasons.get(one) ?? 0) + 1);
  const most = [...reasons].toSorted(([, one], [, other]) => other - one).slice(0, 4);
  return [
    `${name}: ${counted(auto, 'payment')} matched and recorded without a person; a reviewer decided ${accepted} in bulk and ${single} one by one.`,
    ...most.map(([why, count]) => `  asked ${count} times because: ${why}`),
  ];
}

/**
 * What is in the wrong place: payments at WHMCS of invoices that this organisation has not, payments recorded twice, shared invoices
 * without exactly one payment of their own amount, and matches that somebody of the other organisation can open.
 */
async function crossed({ finance, month }: Played, stranger: Finance): Promise<number> {
  const own = new Set(month.bills.map(({ id }) => id));
  const rows = await finance.sandbox.records('whmcs', 'transaction', finance.company);
  const foreign = rows.filter(({ invoiceid }) => !own.has(Number(invoiceid))).length;
  const doubled = rows.length - new Set(rows.map(({ transid }) => transid)).size;
  const shared = month.bills.filter(({ number }) => number.startsWith('SH-'));
  const misplaced = shared.filter(({ id, totalMinor, currency }) => {
    const paid = rows.filter(({ invoiceid }) => Number(invoiceid) === id).map(({ amountin }) => amountin);
    return paid.length !== 1 || paid[0] !== decimal(totalMinor, currency);
  }).length;
  const [first] = await matchesOf(finance, 'recorded');
  const answer = await stranger.admin.get(`/reconciliation/matches/${first?.match_id}`);
  return foreign + doubled + misplaced + (answer.status === 404 ? 0 : 1);
}

/** Plays a month of two organisations whose numbers, amounts and payers are partly the same, and ends with the proof. */
export async function playDemo(stage: DemoStage): Promise<DemoEnd> {
  const startedAt = Date.now();
  const { run, db, configuration, say } = stage;
  const companies = await sandboxClient(run.sandbox).records('sandbox', 'company');
  const edition = companies.filter(({ id }) => String(id).startsWith('month')).length / 2;
  const played: Played[] = [
    {
      name: 'First organisation',
      finance: openFinance(run, 0, `monthone${edition}`),
      month: monthOf(1, edition, 'USD', true),
      account: PLAID_ACCOUNT,
    },
    {
      name: 'Second organisation',
      finance: openFinance(run, 1, `monthtwo${edition}`),
      month: monthOf(2, edition, 'EUR', false),
      account: OPEN_ACCOUNT,
    },
  ];
  for (const { month } of played) month.lines.push(...payoutLines(month));
  const count = played.reduce((sum, { month }) => sum + month.lines.length + month.charges.length, 0);
  say(`playing a month of ${count} payments in two organisations; banks, Stripe and WHMCS are connected and read`);
  const results = await Promise.all(played.map((one) => play(one, stage)));
  const ends = results.flatMap((result, at) => result.ends.map((end) => ({ ...end, of: played[at]?.name ?? '' })));
  for (const { of, name, lines, good, wrong } of ends) {
    line(`  ${wrong.length === 0 ? 'ok  ' : 'FAIL'}  ${of.padEnd(20)} ${name.padEnd(52)} ${good} of ${lines}`);
    for (const one of wrong.slice(0, 3)) line(`          ${one}`);
  }
  const crossings = (
    await Promise.all(played.map((one, at) => crossed(one, (played[1 - at] as Played).finance)))
  ).reduce((sum, one) => sum + one, 0);
  line(`  ${crossings === 0 ? 'ok  ' : 'FAIL'}  equal amounts, numbers and payers in both: ${crossings} crossed`);
  const good = ends.filter(({ wrong }) => wrong.length === 0).length;
  line(
    `${good} of ${ends.length} stories of the month ended as expected, in ${Math.round((Date.now() - startedAt) / 1000)} s\n`,
  );
  for (const { name, finance } of played) {
    const facts = await readProofFacts(db, finance.tenantId, { timeZone: configuration.bookings.timeZone, day: null });
    if (facts) sayProof(name, prove(facts), { all: false });
  }
  return {
    good: good === ends.length && crossings === 0,
    summary: [`A month of ${counted(count, 'payment')} in two organisations:`, ...results.flatMap(({ told }) => told)],
    next: ['Proof: what banks, ledger and WHMCS say, and what is between them. Here: countersign reconcile status'],
  };
}
