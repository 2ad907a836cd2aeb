import nodemailer from 'nodemailer';
import { VendorError } from '../vendorError.ts';

interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Fixed per notification, so that a duplicate after a lost answer is recognisable. */
  messageId: string;
}

export interface MailSender {
  readonly from: string;
  send(mail: Mail): Promise<void>;
}

// 5xx answers of SMTP are final; 421, 450, 451, 452 and a lost connection may be tried again.
const isFinal = (code: number | undefined) => code !== undefined && code >= 500;

/** One mail takes so long at most, below the time in which a worker must give a sign of life. */
const MAIL_TIMEOUT_MS = 8_000;

/** Mail over SMTP by nodemailer. `smtpUrl` is smtp(s)://user:password@host:port. */
export function createMailSender(smtpUrl: string, from: string, timeoutMs = MAIL_TIMEOUT_MS): MailSender {
  // Each silence closes the connection; the deadline also ends a server that answers drop by drop.
  const silence = {
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
  const transport = nodemailer.createTransport({ url: smtpUrl, ...silence }, { from });
  return {
    from,
    async send(mail) {
      try {
        const whole = {
          to: { name: '', address: mail.to },
          subject: mail.subject.replaceAll(/[\r\n]+/g, ' '),
          text: mail.text,
          messageId: mail.messageId,
          // Closes the connection; the types do not know it yet.
          signal: AbortSignal.timeout(timeoutMs),
        };
        await transport.sendMail(whole);
      } catch (error) {
        const code =
          error && typeof error === 'object' && 'responseCode' in error ? Number(error.responseCode) : undefined;
        throw new VendorError(
          'smtp',
          isFinal(code) ? 'MAIL_REFUSED' : 'MAIL_UNAVAILABLE',
          isFinal(code) ? 'terminal' : 'retryable',
        );
      }
    },
  };
}
