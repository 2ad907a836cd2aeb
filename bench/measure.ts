import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** One published figure: lower or higher is better, `limit` is the gate. */
export interface Figure {
  name: string;
  value: number;
  limit: number;
  better: 'lower' | 'higher';
  range: [number, number];
  baseline: number | null;
}

/** Each figure is measured this often, ours and the baseline in turns. */
export const REPETITIONS = 5;

const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
export const median = (values: number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;
export const percentile = (values: number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
export const round = (value: number, digits = 3): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Ratio of two series measured in turns (ABBA): the median of the pairwise ratios, with their range. */
export function ratio(
  ours: number[],
  baseline: number[],
): { value: number; range: [number, number]; baseline: number } {
  const ratios = ours.map((value, index) => value / (baseline[index] ?? Number.NaN));
  return {
    value: round(median(ratios)),
    range: [round(Math.min(...ratios)), round(Math.max(...ratios))],
    baseline: round(median(baseline)),
  };
}

/** CPU time of a process and its children that are still alive, in ms, from /proc (100 ticks a second). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Milliseconds, per processor, that the host gave to others since the machine began; 0 where it does not say (/proc/stat). */
export function stolenMs(): number {
  const [total = ''] = existsSync('/proc/stat') ? readFileSync('/proc/stat', 'utf8').split('\n') : [];
  return (Number(total.trim().split(/\s+/)[8] ?? 0) * 10) / availableParallelism();
}

/** A clock, in ms, that stands still while the host gives the processors to others; for differences only. */
export const ownClock = (): number => Date.now() - stolenMs();

/** Proportional set size of a process in MiB. */
export function pssMib(pid: number): number {
  const line = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}
