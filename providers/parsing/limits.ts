/** What one item may cost in the child. */
export interface ParseLimits {
  /** Time of the processor: a machine that is busy otherwise is not the item's fault. */
  cpuMs: number;
  /** By the clock, for what waits instead of working. Tried once more in a fresh child. */
  wallMs: number;
  /** V8's heap. */
  heapMb: number;
  /** All memory of the child, with what lies outside of the heap. A child at rest takes about 90. */
  memoryMb: number;
  /** Of the answer, as JSON. */
  outputChars: number;
  /** A child is replaced after so many items, so that nothing gathers in it. */
  itemsPerChild: number;
}

export const PARSE_LIMITS: ParseLimits = {
  cpuMs: 2_000,
  wallMs: 20_000,
  heapMb: 128,
  memoryMb: 320,
  outputChars: 4_000_000,
  itemsPerChild: 1_000,
};

/** How the watchdog ends a child; the parent reads the cause from it. */
export const ENDED_FOR = { cpu: 'SIGALRM', memory: 'SIGUSR2' } as const;
