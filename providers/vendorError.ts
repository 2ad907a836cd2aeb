import type { ErrorKind } from '../domain/errors/codes.ts';

/** A vendor failure in our words. The message never carries the vendor's text: it may hold personal data. */
export class VendorError extends Error {
  readonly vendor: string;
  /** Stable type, e.g. `STRIPE_RATE_LIMITED`; also the ApplicationFailure type in histories. */
  readonly type: string;
  readonly kind: ErrorKind;
  readonly retryAfterMs: number | undefined;

  constructor(vendor: string, type: string, kind: ErrorKind, retryAfterMs?: number) {
    super(`${vendor}: ${type}`);
    this.name = 'VendorError';
    this.vendor = vendor;
    this.type = type;
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Milliseconds of a Retry-After header given in seconds; undefined when absent or unreadable. */
export function retryAfterMs(header: string | null | undefined): number | undefined {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) * 1000 : undefined;
}
