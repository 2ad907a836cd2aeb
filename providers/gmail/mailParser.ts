import { type MailProof, type ProviderRule, proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { judgeMail, type MailRules, type ParsedMail, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { storable } from '../../domain/storable.ts';
import { checkMailBytes } from './mailBounds.ts';
import { type ReceivedMail, readMessage } from './message.ts';

/** Rules of the tenant, and the server whose word about a mail counts. */
export interface MailInput {
  raw: Uint8Array;
  rules: MailRules;
  provider: ProviderRule;
}

/** A mail as it is kept: what it says of a payment, what proves it, never its text. */
export interface ReadMail {
  subject: string;
  mail: Pick<ReceivedMail, 'recipients' | 'dateMs' | 'messageId' | 'contentDigest'>;
  parsed: ParsedMail;
  proof: MailProof;
}

const SUBJECT_CHARS = 1_000;
const MESSAGE_ID_CHARS = 500;
const AUTHENTICATION_HEADERS = 50;

/** Reads one raw mail as a payment. Runs in the limited child. Throws ParseRefused. */
export async function parse({ raw, rules, provider }: MailInput): Promise<ReadMail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  checkMailBytes(bytes);
  const received = await readMessage(bytes);
  const { recipients, dateMs, messageId, contentDigest } = received;
  const mail = {
    ...received,
    subject: received.subject.slice(0, SUBJECT_CHARS),
    authenticationResults: received.authenticationResults.slice(0, AUTHENTICATION_HEADERS),
  };
  // No server and no program of people writes it, and programs differ in what they show of such a text.
  if (`${mail.subject}\n${mail.from}\n${mail.text}\n${mail.alternative ?? ''}\n${mail.hidden}`.includes('\u0000'))
    throw new ParseRefused('nul_character');
  const proof = proveMail(mail, provider);
  return storable({
    subject: mail.subject,
    mail: { recipients, dateMs, messageId: messageId?.slice(0, MESSAGE_ID_CHARS) ?? null, contentDigest },
    parsed: judgeMail(parsePaymentMail(mail, rules), proof),
    proof,
  });
}
