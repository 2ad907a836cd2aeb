import type { Email } from 'postal-mime';

/** Whom a mail is addressed to and when it was written, as far as its headers can be believed. */
export interface Envelope {
  /** Addresses in To, and in a Cc that was signed, lower case; none where a header that says so stands twice. */
  recipients: string[];
  /** What the Date header says, ms since the epoch; null where it says nothing that can be read. */
  dateMs: number | null;
  messageId: string | null;
}

/** Whether the Cc header is part of what a DKIM-Signature signs: else anybody may have added it on the way. */
const signsCc = (signature: string): boolean =>
  (/(?:^|;)\s*h\s*=([^;]*)/i.exec(signature)?.[1] ?? '')
    .split(':')
    .some((name) => name.replaceAll(/\s/g, '').toLowerCase() === 'cc');

/**
 * A signature vouches for one header of a name, the lowest. Whoever passes a mail on can add another above it, and readers
 * differ in which they take: a header that stands twice says nothing.
 */
export function envelopeOf(mail: Email): Envelope {
  const valuesOf = (key: string) => mail.headers.filter((header) => header.key === key).map(({ value }) => value);
  const stand = (...keys: string[]) => keys.every((key) => valuesOf(key).length <= 1);
  const signatures = valuesOf('dkim-signature');
  const copies = signatures.length > 0 && signatures.every(signsCc) ? (mail.cc ?? []) : [];
  const dateMs = stand('date', 'message-id') ? Date.parse(mail.date ?? '') : Number.NaN;
  return {
    recipients: (stand('to', 'cc', 'from') ? [...(mail.to ?? []), ...copies] : [])
      .flatMap((one) => one.group ?? [one])
      .flatMap(({ address }) => address?.toLowerCase() ?? []),
    dateMs: Number.isNaN(dateMs) ? null : dateMs,
    messageId: (stand('message-id') && mail.messageId?.trim()) || null,
  };
}
