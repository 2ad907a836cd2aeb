/** The level of each line of the log. A message that is not here can't be logged by an activity or a route. */
export const LOG_LEVELS = {
  'candidate compared': 'debug',
  'Payment matched to booking': 'info',
  'payment matched with low confidence': 'warn',
  'payment unmatched': 'warn',
  'booking ended': 'info',
  /** Each of them still has a run of its own, which expires it. */
  'overdue bookings not expired together': 'error',
  'model call': 'info',
  'activity done': 'info',
  /** It is tried again, or was refused for a reason that has a code. */
  'activity failed': 'warn',
  /** An error nobody has foreseen: the database, or our own. */
  'activity broke': 'error',
  'notification undeliverable': 'error',
  /** It could not be written what became of it; it is looked at again. */
  'notification not settled': 'error',
  'job started': 'info',
  'job completed': 'info',
  'job failed': 'error',
  'outbox not readable': 'error',
  'refresh token reused': 'critical',
  'encrypted field unreadable': 'critical',
} as const satisfies Record<string, 'debug' | 'info' | 'warn' | 'error' | 'critical'>;

export type LogMessage = keyof typeof LOG_LEVELS;
/** Writes one structured line; fields are ids, codes, counts and amounts, never names or addresses. */
export type Log = (message: LogMessage, fields: Record<string, unknown>) => void;

/** A match below this score is logged as a warning. */
const LOW_CONFIDENCE = 70;

/** The line of a matcher's verdict. */
export function matchMessage(bookingId: string | null, confidence: number | null): LogMessage {
  if (bookingId === null) return 'payment unmatched';
  return (confidence ?? 0) < LOW_CONFIDENCE ? 'payment matched with low confidence' : 'Payment matched to booking';
}

/** The line of a failed activity, by the type of its failure and the name of the error behind it. */
export function failureMessage(type: string, text: string): LogMessage {
  if (text.startsWith('UnreadableFieldError')) return 'encrypted field unreadable';
  return type === 'INTERNAL' ? 'activity broke' : 'activity failed';
}
