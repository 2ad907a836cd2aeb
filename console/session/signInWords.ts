import { Problem } from '../api/problem.ts';

/** What to do next, by the reason why nobody was signed in. */
const NEXT: Record<string, string> = {
  INVALID_CREDENTIALS: 'Check both. If you do not know the password any more, use “Forgot password?”.',
  ADDRESS_NOT_PROVED: 'Open the link in the mail that came after you signed up.',
  OFFLINE: 'Check your connection, then try again.',
  INTERNAL_ERROR: 'Try again in a minute.',
};

/** Why somebody was not signed in, in words. */
export function signInRefusal(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something went wrong in this page. Load it again.';
  const seconds = Number(error.details.retry_after_seconds ?? 0);
  const wait = seconds > 0 ? `Wait ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.` : '';
  return [`${error.message}.`, NEXT[error.code] ?? wait].filter(Boolean).join(' ');
}
