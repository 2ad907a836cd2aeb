/**
 * Bytes from outside that are not read: `reason` is a short code, or a sentence where people read it as it is. The item is
 * set aside with it; the same again ends the same way.
 */
export class ParseRefused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.name = 'ParseRefused';
    this.reason = reason;
  }
}

/** What the limits of the child say; each parser adds reasons of its own. */
export type LimitReason = 'too_large' | 'too_slow' | 'too_much_memory' | 'too_much_output' | 'parser_failed';
