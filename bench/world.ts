import postgres from 'postgres';
import { type ApiClient, apiClient } from '../cli/apiClient.ts';
import type { Configuration } from '../cli/configuration.ts';
import { sandboxClient } from '../cli/demo/sandboxClient.ts';
import { caseRecords, prepareCase } from '../cli/disputes/cases.ts';
import { type RunFile, readRunFile } from '../cli/environment/runFile.ts';
import type { System } from '../cli/supervisor.ts';
import { type Figure, round } from './measure.ts';

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The system under measurement and how figures are published. */
export type BenchWorld = ReturnType<typeof openBenchWorld>;

export function openBenchWorld(system: System, asJson: boolean) {
  const { run, configuration }: { run: RunFile; configuration: Configuration } = system;
  const figures: Figure[] = [];
  const login = (role: string) => run.logins.find((entry) => entry.role === role) ?? { email: '', password: '' };
  const admin = apiClient(run.api, login('admin'));
  const reviewer = apiClient(run.api, login('reviewer'));
  const sandbox = sandboxClient(run.sandbox);
  const owner = postgres(run.databaseUrl, { max: 1, onnotice: () => undefined });
  const note = (line: string): void => void (asJson || process.stdout.write(`${line}\n`));
  let counter = 0;
  const held = (figure: Figure) =>
    figure.better === 'lower' ? figure.value <= figure.limit : figure.value >= figure.limit;
  function publish(figure: Figure): void {
    figures.push(figure);
    process.stdout.write(
      asJson
        ? `${JSON.stringify(figure)}\n`
        : `${held(figure) ? 'held  ' : 'MISSED'} ${figure.name}: ${figure.value} (limit ${figure.limit}, range ${figure.range.join(' to ')}${figure.baseline === null ? '' : `, baseline ${figure.baseline}`})\n`,
    );
  }
  return {
    run,
    configuration,
    login,
    admin,
    reviewer,
    owner,
    note,
    publish,
    pids: () => readRunFile(configuration.dataDirectory)?.pids ?? run.pids,
    summary: () => `${figures.filter(held).length} of ${figures.length} figures held`,
    /** A figure without a baseline. */
    single: (name: string, value: number, limit: number): void =>
      publish({
        name,
        value: round(value),
        limit,
        better: 'lower',
        range: [round(value), round(value)],
        baseline: null,
      }),

    async startCase(label: string): Promise<{ caseId: string; runId: string }> {
      counter += 1;
      const prepared = prepareCase(
        {
          name: `${label}${counter}`,
          story: 'bench',
          decision: null,
          expected: { outcome: 'refunded', refundMinor: null },
        },
        'BENCH',
      );
      const records = caseRecords(prepared);
      await sandbox.put('stripe', 'charge', [records.charge]);
      await sandbox.put('salesforce', 'Case', [records.crmCase]);
      const { body } = await admin.post<{ run_id: string }>('/disputes', {
        case_id: prepared.caseId,
        customer_id: prepared.customerId,
      });
      return { caseId: prepared.caseId, runId: body.run_id };
    },

    async pendingTask(caseId: string): Promise<{ id: string; shown_hash: string }> {
      for (;;) {
        const [row] = await owner<
          { id: string; shown_hash: string }[]
        >`select t.id, s.shown_hash from review_tasks t join review_snapshots s on s.id = t.snapshot_id where t.subject = ${caseId} and t.state = 'pending'`;
        if (row) return row;
        await pause(20);
      }
    },

    async untilEnded(api: ApiClient, runId: string): Promise<void> {
      while ((await api.get<{ status: string }>(`/workflow/${runId}/status`)).body.status !== 'completed')
        await pause(2);
    },
  };
}
