/** An answer that is not what was asked for: the API's stable code, or OFFLINE when there was no answer at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Field of the request and the rule it broke. */
  readonly fields: { field: string; rule: string }[];
  readonly details: Record<string, unknown>;
  /** What to do now, as the API says; empty where nobody knows. */
  readonly next: string;

  constructor(code: string, status: number, message: string, details: Record<string, unknown> = {}, next = '') {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.details = details;
    this.next = next;
    this.fields = Array.isArray(details.fields) ? (details.fields as { field: string; rule: string }[]) : [];
  }
}

/** What to do next where the page knows more than the API: what it has done itself, or where on it one goes on. */
const NEXT: Record<string, string> = {
  VENDOR_CREDENTIAL_REFUSED: 'Nothing has changed. Check that the credential was copied whole and is not revoked.',
  OTHER_VENDOR_ACCOUNT: 'Nothing has changed. If you mean the other account, say so below and send it again.',
  VENDOR_MONEY_OPEN: 'Decide what waits in the inbox and let refunds end; then try again.',
  OFFLINE: 'Check your connection. Look whether it was done before you try again.',
  REVIEW_ALREADY_DECIDED: 'Read who decided it below; nothing of yours was carried out.',
  REVIEW_STALE: 'The card has been read again. Read it once more, then decide.',
  PRECONDITION_FAILED: 'Somebody changed it meanwhile; it has been read again.',
};

export function nextStep({ code, next }: Problem): string {
  const own = Object.hasOwn(NEXT, code) ? NEXT[code] : undefined;
  return own ?? (next ? `${next}.` : '');
}

interface ErrorBody {
  code: string;
  message: string;
  details: Record<string, unknown>;
}

/** The problem of an answer's body, whatever came back. */
export function problemOf(status: number, body: unknown): Problem {
  const answer = body as { next?: unknown; error?: Partial<ErrorBody> } | null;
  const error = answer?.error;
  return new Problem(
    error?.code ?? `HTTP_${status}`,
    status,
    error?.message ?? `The server answered ${status}`,
    error?.details,
    typeof answer?.next === 'string' ? answer.next : '',
  );
}
