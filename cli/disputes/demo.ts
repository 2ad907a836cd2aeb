import { moneyText } from '../../domain/money/moneyText.ts';
import { counted } from '../../domain/words.ts';
import { apiClient } from '../apiClient.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import type { DemoEnd, DemoStage } from '../demo/stage.ts';
import { Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { DEMO_CASES, OPEN_CASES } from './cases.ts';
import { type CaseView, leaveOpen, playCases } from './play.ts';
import { liveTable } from './table.ts';
import { judge, type Verdict } from './verdict.ts';

const PLAY_TIMEOUT_MS = 180_000;

/** "14 disputes: 8 refunded ($310.00), 6 closed without money." and whether money left as often as it was approved. */
export function disputeSummary(verdicts: readonly Verdict[], open: number): string[] {
  const refunded = verdicts.filter(({ outcome }) => outcome === 'refunded').length;
  const refunds = verdicts.flatMap(({ refundsMinor }) => refundsMinor);
  const sum = refunds.reduce((total, amount) => total + amount, 0);
  const twice = verdicts.filter(({ refundsMinor }) => refundsMinor.length > 1).length;
  const same = twice === 0 && refunds.length === refunded;
  const money = `${counted(refunded, 'refund')} approved, ${refunds.length} at Stripe`;
  return [
    `${counted(verdicts.length, 'dispute')}: ${refunded} refunded (${moneyText(sum, 'USD')}), ${verdicts.length - refunded} closed without money; ${open} more wait for a person.`,
    same
      ? `No money moved twice: ${money}.`
      : `MONEY DIFFERS: ${money}, ${counted(twice, 'case')} paid more than once.`,
  ];
}

async function verdictsOf({ run }: DemoStage, views: CaseView[]): Promise<Verdict[]> {
  const sandbox = sandboxClient(run.sandbox);
  const refunds = new Map(
    (await sandbox.records('stripe', 'refund')).map((refund) => [String(refund.id), String(refund.charge)]),
  );
  return judge(views, await sandbox.effects('stripe'), (id) => refunds.get(id));
}

function printVerdicts(verdicts: readonly Verdict[]): void {
  line('\nExpected against the effect log of the sandbox:');
  for (const { ok, name, seen, expected } of verdicts)
    line(`  ${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(18)} ${ok ? seen : `expected: ${expected}. Seen: ${seen}`}`);
  line(`${verdicts.filter(({ ok }) => ok).length} of ${verdicts.length} cases ended as expected\n`);
}

/** Plays the disputes, compares them with what really happened, and leaves some for whoever opens the desk. */
export async function playDemo(stage: DemoStage): Promise<DemoEnd> {
  const { run, db, say } = stage;
  const reviewer = run.logins.find((login) => login.role === 'reviewer');
  if (!reviewer) throw new Failure('refused', 'the demo needs its demo logins; they do not exist in production');
  const label = `D${Date.now().toString(36).toUpperCase()}`;
  say(`playing ${DEMO_CASES.length} disputes; they arrive as SQS messages, decisions go through the API`);
  const views = await playCases(DEMO_CASES, label, {
    run,
    reviewer: apiClient(run.api, reviewer),
    db,
    onChange: liveTable(process.stdout),
    timeoutMs: PLAY_TIMEOUT_MS,
  });
  const verdicts = await verdictsOf(stage, views);
  printVerdicts(verdicts);
  await leaveOpen(OPEN_CASES, label.slice(-4), run);
  say(`${OPEN_CASES.length} more disputes wait in the review inbox`);
  return {
    good: verdicts.every(({ ok }) => ok),
    summary: disputeSummary(verdicts, OPEN_CASES.length),
    next: [
      `Review inbox: ${counted(OPEN_CASES.length, 'dispute')} to decide. Here: countersign reviews list`,
      'Runs: the steps, tries and waits of each dispute. Here: countersign runs list',
    ],
  };
}
