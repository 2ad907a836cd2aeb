import type { ActionSpec } from './cardSpec.ts';
import { valueAt } from './cardSpec.ts';

export interface Warning {
  code: string;
  text: string;
}

/** Bounds of the reason for acting against a warning; the API holds the same. */
export const REASON = { minimum: 10, maximum: 1_000 } as const;

/** What speaks against a payment by the reason it was set aside for. */
const SPEAKS_AGAINST: Record<string, string> = {
  unauthenticated: 'Nothing proves that this mail comes from the payment provider: anybody may have written it.',
  partial: 'It is less than the booking costs.',
  over: 'It is more than the booking costs.',
  late: 'It was paid after the time of the booking had run out.',
  duplicate: 'It may be a payment that was counted before.',
  unreadable: 'No amount could be read from the mail.',
};

/** What speaks against acting, as the task's own snapshot says; a payment set aside for a bad reason always says it. */
export function warningsOf(shown: unknown): Warning[] {
  const own = valueAt(shown, 'warnings');
  const listed = Array.isArray(own) ? (own as Warning[]) : [];
  const reason = valueAt(shown, 'reason');
  const text = typeof reason === 'string' && Object.hasOwn(SPEAKS_AGAINST, reason) ? SPEAKS_AGAINST[reason] : undefined;
  return listed.length > 0 || !text ? listed : [{ code: String(reason), text }];
}

/** Whether an action does something with what is shown. */
export const acts = ({ decision }: ActionSpec): boolean =>
  decision !== 'rejected' && decision !== 'retry' && decision !== 'escalated';
