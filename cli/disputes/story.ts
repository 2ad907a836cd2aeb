import { say } from '../commands/up.ts';
import type { DemoDay } from '../demo/day.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import type { RunFile } from '../environment/runFile.ts';
import { DEMO_CASES, OPEN_CASES } from './cases.ts';
import { leaveOpen, playCases } from './play.ts';
import { liveTable } from './table.ts';
import { judge } from './verdict.ts';

const PLAY_TIMEOUT_MS = 180_000;

/** Plays the cases, compares with the effect log, and leaves some for whoever looks at the inbox. */
export async function playStory({ run, reviewer, db, links }: DemoDay): Promise<boolean> {
  const label = `D${Date.now().toString(36).toUpperCase()}`;
  say(`playing ${DEMO_CASES.length} disputes; they arrive as SQS messages, decisions go through the API`);
  const views = await playCases(DEMO_CASES, label, {
    run,
    reviewer,
    db,
    onChange: liveTable(process.stdout, links),
    timeoutMs: PLAY_TIMEOUT_MS,
  });
  const good = await summarise(run, views);
  await leaveOpen(OPEN_CASES, label.slice(-4), run);
  say(`${OPEN_CASES.length} more disputes wait in the review inbox${run.console ? `: ${run.console}` : ''}`);
  return good;
}

async function summarise(run: RunFile, views: Awaited<ReturnType<typeof playCases>>): Promise<boolean> {
  const sandbox = sandboxClient(run.sandbox);
  const refunds = new Map(
    (await sandbox.records('stripe', 'refund')).map((refund) => [String(refund.id), String(refund.charge)]),
  );
  const verdicts = judge(views, await sandbox.effects('stripe'), (id) => refunds.get(id));
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  write('\nExpected against the effect log of the sandbox:');
  for (const verdict of verdicts)
    write(
      `  ${verdict.ok ? 'ok  ' : 'FAIL'}  ${verdict.name.padEnd(18)} ${verdict.ok ? verdict.seen : `expected: ${verdict.expected}. Seen: ${verdict.seen}`}`,
    );
  const good = verdicts.filter((verdict) => verdict.ok).length;
  write(`${good} of ${verdicts.length} cases ended as expected`);
  write(`  Console      ${run.console ?? 'not built'}`);
  write(`  API docs     ${run.openapi}\n  Temporal UI  ${run.temporalUi}\n`);
  return good === verdicts.length;
}
