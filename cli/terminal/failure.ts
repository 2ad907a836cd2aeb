/** How a command ends: the one table of exit codes; `--help` and docs/operations.md print it. */
export const EXIT_CODES = {
  done: { code: 0, means: 'done' },
  failed: { code: 1, means: 'it failed, or a check found something' },
  usage: { code: 2, means: 'no such command, option or value' },
  unreachable: { code: 3, means: 'nothing runs here, or it does not answer' },
  refused: { code: 4, means: 'not signed in, or a permission is missing' },
  missing: { code: 5, means: 'what was asked for is not there' },
  conflict: { code: 6, means: 'it has changed meanwhile, or somebody was first' },
  invalid: { code: 7, means: 'a value was read and is not taken' },
  later: { code: 8, means: 'too many requests, or not known yet: ask again' },
} as const;
export type FailureKind = Exclude<keyof typeof EXIT_CODES, 'done'>;

interface Said {
  /** What to do now, as one sentence or a command. */
  next?: string | undefined;
  /** The stable code, for whoever searches for it. */
  code?: string | undefined;
}

/** A command that can't do its work: one sentence, what to do next, and the exit code of its kind. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly next: string | undefined;
  readonly code: string | undefined;
  constructor(kind: FailureKind, sentence: string, { next, code }: Said = {}) {
    super(sentence);
    this.kind = kind;
    this.next = next;
    this.code = code;
  }
}

const BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: 'refused',
  403: 'refused',
  404: 'missing',
  408: 'later',
  409: 'conflict',
  412: 'conflict',
  429: 'later',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};

/** The kind of an HTTP answer that is no good one. */
export const kindOfStatus = (status: number): FailureKind =>
  BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid' : 'failed');

/** The table of exit codes as lines. */
export const exitCodeLines = (): string[] => Object.values(EXIT_CODES).map(({ code, means }) => `  ${code}  ${means}`);
