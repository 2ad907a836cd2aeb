/** What the checks and suites of one run came to; the last line of a run counts. */
export const counts = { passed: 0, failed: 0, skipped: 0 };
export const write = (line: string): void => void process.stdout.write(`${line}\n`);
export const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** One check: `work` gives what is wrong, or null. */
export async function check(name: string, work: () => Promise<string | null>): Promise<void> {
  const startedAt = Date.now();
  const problem = await work();
  counts[problem === null ? 'passed' : 'failed'] += 1;
  write(`${problem === null ? 'ok  ' : 'FAIL'} ${name} (${seconds(startedAt)})${problem ? `\n${problem}` : ''}`);
}
