/** How a rehearsed payment mail differs from an ordinary one. */
export interface MailOptions {
  subject?: string;
  from?: string;
  to?: string;
  /** Body as text; `html` instead makes an HTML-only mail. */
  text?: string;
  html?: string;
  charset?: string;
  encoding?: 'base64' | 'quoted-printable' | '8bit';
  /** Authentication-Results as the receiving server wrote them, topmost first. */
  results?: string[];
  date?: Date;
  /** Of its own for each mail, as a provider makes one. */
  messageId?: string;
  /** Everything behind this many bytes is lost. */
  cutAt?: number;
}

const PROVIDER = 'nayapay@example.com';
export const PASSED =
  'mx.google.com; dkim=pass header.i=@example.com header.s=s1 header.b=abc; spf=pass (google.com: domain of nayapay@example.com designates 192.0.2.1 as permitted sender) smtp.mailfrom=nayapay@example.com; dmarc=pass header.from=example.com';
export const FAILED =
  'mx.google.com; dkim=fail header.i=@example.com header.s=s1; spf=softfail smtp.mailfrom=evil@elsewhere.example; dmarc=fail header.from=example.com';

export const paymentText = (fields: {
  amount: string;
  transactionId?: string;
  name?: string;
  phone?: string;
}): string => `Dear customer,

You have received a payment.

Amount: ${fields.amount}
${fields.transactionId ? `Transaction ID: ${fields.transactionId}\n` : ''}${fields.name ? `From: ${fields.name}\n` : ''}${fields.phone ? `Sender Phone: ${fields.phone}\n` : ''}To Account: 03001234567
Date: 17 Oct 2025, 10:05

Thank you for using NayaPay.
`;

function encoded(text: string, charset: string, encoding: NonNullable<MailOptions['encoding']>): string {
  const bytes = Buffer.from(text, charset === 'utf-8' ? 'utf8' : charset === 'utf-16le' ? 'utf16le' : 'latin1');
  if (encoding === 'base64') return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
  if (encoding === 'quoted-printable')
    return [...bytes]
      .map((byte) =>
        (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 10 || byte === 13
          ? String.fromCharCode(byte)
          : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join('');
  return bytes.toString('latin1');
}

/** A raw message as the provider sends it, with the headers the receiving server adds. */
export function paymentMail(options: MailOptions = {}): string {
  const { charset = 'utf-8', encoding = 'base64', results = [PASSED], date = new Date() } = options;
  const subject = options.subject ?? 'Payment Received - NayaPay';
  const body = encoded((options.html ?? options.text ?? '').replaceAll('\n', '\r\n'), charset, encoding);
  const source = [
    ...results.map((result) => `Authentication-Results: ${result}`),
    `From: NayaPay <${options.from ?? PROVIDER}>`,
    `To: ${options.to ?? 'office@countersign.example'}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Date: ${date.toUTCString()}`,
    `Message-ID: ${options.messageId ?? `<${crypto.randomUUID()}@example.com>`}`,
    'MIME-Version: 1.0',
    `Content-Type: text/${options.html === undefined ? 'plain' : 'html'}; charset=${charset}`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    body,
    '',
  ].join('\r\n');
  return options.cutAt === undefined ? source : source.slice(0, options.cutAt);
}
