import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, run } from './commands.ts';
import type { Lane } from './lanes.ts';
import { counts, seconds, write } from './report.ts';

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    message?: string;
    status: string;
    startTime: number;
    endTime: number;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function sayFailures(report: VitestReport): void {
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.every((assertion) => assertion.status !== 'failed')) {
      counts.failed += 1;
      write(`FAIL ${file.name}: ${file.message ?? 'the file did not run'}`);
    }
    for (const assertion of file.assertionResults) {
      const messages = assertion.failureMessages.join('\n').slice(0, 1500);
      if (assertion.status === 'failed') write(`FAIL ${assertion.fullName}\n${messages}`);
      // Failed before and passed when tried again: said, so that somebody looks for the reason.
      else if (messages) write(`FLAKY ${assertion.fullName}\n${messages}`);
    }
  }
}

/** Runs the tests of one lane in a process of their own and counts them. Several lanes may run side by side. */
export async function runLane(lane: Lane, areas: readonly string[], env: Record<string, string>): Promise<void> {
  const report = join(mkdtempSync(join(tmpdir(), 'countersign-report-')), 'report.json');
  const startedAt = Date.now();
  const wanted = lane.files.length > 0 ? lane.files : areas.map((area) => `/${area}/`);
  const { status, output } = await run(
    bin('vitest'),
    [
      'run',
      ...wanted,
      ...lane.projects.flatMap((project) => ['--project', project]),
      ...lane.without.flatMap((pattern) => ['--exclude', pattern]),
      '--passWithNoTests',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    env,
  );
  let result: VitestReport;
  try {
    result = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  } catch {
    counts.failed += 1;
    write(`FAIL ${lane.name}: vitest wrote no report\n${output.slice(-3000)}`);
    return;
  }
  counts.passed += result.numPassedTests;
  counts.failed += result.numFailedTests;
  counts.skipped += result.numPendingTests + result.numTodoTests;
  sayFailures(result);
  // A system that did not start, or an error outside of any test: vitest reports no failed test and ends with another code.
  const broken = status !== 0 && result.numFailedTests === 0;
  if (broken) {
    counts.failed += 1;
    write(`FAIL ${lane.name}: vitest ended with ${status}\n${output.slice(-3000)}`);
  }
  write(
    `${result.numFailedTests === 0 && !broken ? 'ok  ' : 'FAIL'} ${lane.name}: ${result.numPassedTests} passed, ${result.numFailedTests} failed (${seconds(startedAt)})`,
  );
  if (process.env.SHOW_FILE_TIMES)
    for (const file of result.testResults.toSorted((a, b) => b.endTime - b.startTime - (a.endTime - a.startTime)))
      write(`       ${((file.endTime - file.startTime) / 1000).toFixed(1)} s ${file.name}`);
}
