import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayHistory, TEST_KEY_RING } from '../../cli/operations/replay.ts';
import { workflowBundle } from '../../workers/bundle.ts';

const histories = globSync('tests/histories/*.json').toSorted();

interface Stored {
  workflowId: string;
  history: { events: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[] };
}

describe("stored histories replay on today's workflow code", () => {
  it('there is one of every path', () => {
    expect(histories.length).toBeGreaterThanOrEqual(20);
    for (const path of [
      'approved',
      'rejected',
      'modified',
      'expired',
      'invalid-type',
      'model-refusal',
      'budget-exhausted',
      'answer-lost',
      'vendor-down',
      'refused',
    ]) {
      expect(
        histories.some((file) => file.includes(`disputeResolutionWorkflow-${path}`)),
        path,
      ).toBe(true);
    }
  });

  it('[W-17] [W-18] [PY-MATCH-09] a run of matching loads, then scores and stores, then ends; a match is opened, recorded and closed', () => {
    const activitiesOf = (name: string): string[] => {
      const stored = JSON.parse(readFileSync(`tests/histories/${name}.json`, 'utf8')) as Stored;
      return stored.history.events.flatMap(
        (event) => event.activityTaskScheduledEventAttributes?.activityType.name ?? [],
      );
    };
    expect(activitiesOf('reconciliationWorkflow-plain').slice(0, 3)).toEqual([
      'loadUnmatched',
      'storeMatches',
      'endReconciliation',
    ]);
    expect(activitiesOf('invoiceMatchWorkflow-recorded')).toEqual([
      'openMatch',
      'admitDecision',
      'approvedPayments',
      'recordInvoicePayment',
      'noteMatch',
      'closeMatch',
    ]);
    expect(activitiesOf('invoiceMatchWorkflow-rejected')).toEqual([
      'openMatch',
      'admitDecision',
      'noteMatch',
      'closeMatch',
    ]);
    expect(activitiesOf('invoiceMatchWorkflow-in-part')).toContain('askAboutParts');
    expect(activitiesOf('matchReturnWorkflow-plain')).toContain('closeReturn');
  });

  for (const file of histories) {
    it(`[DR-DEV-01] the workflows of today replay ${file.split('/').at(-1)}`, async () => {
      expect(await replayHistory(file, TEST_KEY_RING)).toMatchObject({ problem: null });
    });
  }

  it('planted bug: a history with one reordered command fails', async () => {
    const stored = JSON.parse(
      readFileSync(histories.find((file) => file.endsWith('disputeResolutionWorkflow-rejected.json')) ?? '', 'utf8'),
    ) as Stored;
    const scheduled = stored.history.events.flatMap((event) =>
      event.activityTaskScheduledEventAttributes ? [event.activityTaskScheduledEventAttributes] : [],
    );
    const [first, second] = [scheduled.at(0), scheduled.at(1)];
    if (!first || !second) throw new Error('no two activities to swap');
    [first.activityType, second.activityType] = [second.activityType, first.activityType];
    const doctored = join(mkdtempSync(join(tmpdir(), 'doctored-')), 'doctored.json');
    writeFileSync(doctored, JSON.stringify(stored));
    expect((await replayHistory(doctored, TEST_KEY_RING)).problem).toMatch(/[Nn]ondeterminism|TMPRL1100/);
  });
});

describe('the workflow bundle', () => {
  it('holds no zod, drizzle, Node built-in or vendor SDK and stays under 1.4 MB', async () => {
    const { code } = await workflowBundle();
    expect(Buffer.byteLength(code)).toBeLessThan(1_400_000);
    const modules = [...code.matchAll(/^\/\*\*\*\/ "\.\/([^"\n]+)"/gm)].map((match) => match[1] ?? '');
    // The workflows and the SDK at least: a list that is empty forbids nothing.
    expect(modules).toContain('workflows/index.ts');
    expect(modules.filter((module) => module.startsWith('node_modules/@temporalio/')).length).toBeGreaterThan(20);
    // Sentences carry amounts and reasons: they are made for people, outside of workflows.
    expect(modules.filter((module) => /\/(naming|sentence|moneyText|reasons)\.ts$/.test(module))).toEqual([]);
    const forbidden = modules.filter((module) =>
      /node_modules\/(zod|drizzle-orm|stripe|openai|postgres|jsforce|express|@aws-sdk)\b|^(activities|books|db|providers|api|sandbox)\//.test(
        module,
      ),
    );
    expect(forbidden).toEqual([]);
    expect(code).not.toMatch(/require\("node:/);
  });

  it('keeps no state in its modules, which all runs of a worker share', () => {
    // A table that nothing can write to is typed so.
    const state =
      /^(?:export )?(?:let|var) |^(?:export )?const \w+(?!: Readonly(?:Map|Set)<)[^=\w][^=]*= new (?:Map|Set|WeakMap|WeakSet)\b/m;
    const files = globSync('{workflows,domain}/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter((file) => state.test(readFileSync(file, 'utf8')))).toEqual([]);
    for (const planted of [
      'export const seen = new Map<string, number>();',
      'const seen: Map<string, number> = new Map();',
      'const seen: WeakSet<object> = new WeakSet();',
    ])
      expect(planted).toMatch(state);
    expect('const words: ReadonlySet<string> = new Set();').not.toMatch(state);
  });

  it('planted bug: a workflow that imports zod would be seen', async () => {
    const { bundleWorkflowCode } = await import('@temporalio/worker');
    const folder = mkdtempSync(join(process.cwd(), '.cache', 'planted-'));
    writeFileSync(
      join(folder, 'workflow.ts'),
      "import { z } from 'zod';\nexport async function planted() { return z.string().parse('x'); }\n",
    );
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(folder, 'workflow.ts'),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    });
    expect(code).toContain('node_modules/zod');
  });
});
