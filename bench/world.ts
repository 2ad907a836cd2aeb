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

const isHeld = (figure: Figure) =>
  figure.better === 'lower' ? figure.value <= figure.limit : figure.value >= figure.limit;

/** A figure as a person reads it. */
function lineOf(figure: Figure): string {
  const { name, value, limit, range, baseline } = figure;
  const beside = baseline === null ? '' : `, baseline ${baseline}`;
  return `${isHeld(figure) ? 'held  ' : 'MISSED'} ${name}: ${value} (limit ${limit}, range ${range.join(' to ')}${beside})`;
}

/** Where figures are written, one a line, as text or as JSON. */
function openRecord(asJson: boolean) {
  const figures: Figure[] = [];
  const publish = (figure: Figure): void => {
    figures.push(figure);
    process.stdout.write(`${asJson ? JSON.stringify(figure) : lineOf(figure)}\n`);
  };
  return {
    publish,
    note: (line: string): void => void (asJson || process.stdout.write(`${line}\n`)),
    summary: () => `${figures.filter(isHeld).length} of ${figures.length} figures held`,
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
  };
}

/** Starts a made-up case, numbered, and returns its run. */
function caseStarter(admin: ApiClient, sandbox: ReturnType<typeof sandboxClient>) {
  let counter = 0;
  return async (label: string): Promise<{ caseId: string; runId: string }> => {
    counter += 1;
    const expected = { outcome: 'refunded', refundMinor: null } as const;
    const prepared = prepareCase({ name: `${label}${counter}`, story: 'bench', decision: null, expected }, 'BENCH');
    const records = caseRecords(prepared);
    await sandbox.put('stripe', 'charge', [records.charge]);
    await sandbox.put('salesforce', 'Case', [records.crmCase]);
    const { body } = await admin.post<{ run_id: string }>('/disputes', {
      case_id: prepared.caseId,
      customer_id: prepared.customerId,
    });
    return { caseId: prepared.caseId, runId: body.run_id };
  };
}

export function openBenchWorld(system: System, asJson: boolean) {
  const { run, configuration }: { run: RunFile; configuration: Configuration } = system;
  const login = (role: string) => run.logins.find((entry) => entry.role === role) ?? { email: '', password: '' };
  const admin = apiClient(run.api, login('admin'));
  const owner = postgres(run.databaseUrl, { max: 1, onnotice: () => undefined });
  return {
    ...openRecord(asJson),
    run,
    configuration,
    login,
    admin,
    reviewer: apiClient(run.api, login('reviewer')),
    owner,
    pids: () => readRunFile(configuration.dataDirectory)?.pids ?? run.pids,
    startCase: caseStarter(admin, sandboxClient(run.sandbox)),

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
