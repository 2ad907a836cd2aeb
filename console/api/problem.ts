/** An answer that is not what was asked for: the API's stable code, or OFFLINE when there was no answer at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Field of the request and the rule it broke. */
  readonly fields: { field: string; rule: string }[];
  readonly details: Record<string, unknown>;

  constructor(code: string, status: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.details = details;
    this.fields = Array.isArray(details.fields) ? (details.fields as { field: string; rule: string }[]) : [];
  }
}

/** What to do next, where the API's own sentence does not say it. */
const NEXT: Record<string, string> = {
  VENDOR_CREDENTIAL_REFUSED: 'Nothing has changed. Check that the credential was copied whole and is not revoked.',
  OTHER_VENDOR_ACCOUNT: 'Nothing has changed. If you mean the other account, say so below and send it again.',
  VENDOR_MONEY_OPEN: 'Decide what waits in the inbox and let refunds end; then try again.',
  OFFLINE: 'Check your connection. Look whether it was done before you try again.',
  REVIEW_ALREADY_DECIDED: 'Read who decided it below; nothing of yours was carried out.',
  REVIEW_STALE: 'The card has been read again. Read it once more, then decide.',
  REVIEW_EXPIRED: 'The case can be started again.',
  REVIEWER_LIMIT_EXCEEDED: 'Ask a colleague with a higher limit.',
  NOBODY_ELSE_DECIDES: 'Ask an admin to give a colleague the right to decide, or decide it yourself.',
  SELF_REVIEW_FORBIDDEN: 'Ask a colleague to decide it.',
  FORBIDDEN: 'Ask an admin of your tenant for the permission.',
  RATE_LIMITED: 'Wait a moment, then try again.',
  WORKFLOW_ENGINE_UNAVAILABLE: 'It comes back by itself; try again in a minute.',
  PRECONDITION_FAILED: 'Somebody changed it meanwhile; it has been read again.',
  INTERNAL_ERROR: 'Try again; if it stays, give the request id to your operator.',
};

export function nextStep(problem: Problem): string {
  return Object.hasOwn(NEXT, problem.code) ? (NEXT[problem.code] ?? '') : '';
}

/** The problem of an answer's body, whatever came back. */
export function problemOf(status: number, body: unknown): Problem {
  const error = (body as { error?: { code?: string; message?: string; details?: Record<string, unknown> } } | null)
    ?.error;
  return new Problem(
    error?.code ?? `HTTP_${status}`,
    status,
    error?.message ?? `The server answered ${status}`,
    error?.details,
  );
}
