import { PASSED } from '../../cli/bookings/paymentMail.ts';

export type Pick = <T>(from: readonly T[]) => T;

function hardWrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(new RegExp(`(.{20,${width}}) `, 'g'), '$1\n'))
    .join('\n');
}

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      (byte > 32 && byte < 127 && byte !== 61) || byte === 32 || byte === 10
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replaceAll(/[^\n]{70}(?=[^\n]{3})/g, (line) => (/=.?$/.test(line) ? line : `${line}=\n`));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The message around a body. */
export function message(subject: string, body: { text?: string; html?: string }, pick: Pick): Buffer {
  const encode = pick(['base64', 'quoted-printable', '8bit'] as const);
  const part = (type: string, content: string) => {
    const encoded =
      encode === 'base64'
        ? (
            Buffer.from(content, 'utf8')
              .toString('base64')
              .match(/.{1,76}/g) ?? []
          ).join('\n')
        : encode === '8bit'
          ? content
          : quotedPrintable(content);
    return `Content-Type: text/${type}; charset=utf-8\nContent-Transfer-Encoding: ${encode}\n\n${encoded}\n`;
  };
  const inner =
    body.text !== undefined && body.html !== undefined
      ? `Content-Type: multipart/alternative; boundary="=b"\n\n--=b\n${part('plain', body.text)}\n--=b\n${part('html', body.html)}\n--=b--\n`
      : body.html === undefined
        ? part('plain', body.text ?? '')
        : part('html', body.html);
  const head = [
    `Authentication-Results: ${PASSED}`,
    'From: NayaPay <nayapay@example.com>',
    'To: office@countersign.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Fri, 27 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
  ].join('\n');
  return Buffer.from(`${head}\n${inner}`.replaceAll('\n', '\r\n'), 'utf8');
}

/** A list of fields in one of the ways people lay it out. */
export function laidOut(
  head: string,
  rows: [string, string][],
  foot: string,
  pick: Pick,
): { text?: string; html?: string } {
  const text = (join: (row: [string, string]) => string) => `${head}\n\n${rows.map(join).join('\n')}\n\n${foot}\n`;
  const table = (cell: (label: string, value: string) => string) =>
    `<html><body><p>${escaped(head)}</p><table>${rows.map(([label, value]) => cell(escaped(label), escaped(value))).join('')}</table><p>${escaped(foot).replaceAll('\n', '<br>')}</p></body></html>`;
  const wide = Math.max(...rows.map(([label]) => label.length)) + 4;
  return pick([
    () => ({ text: text(([label, value]) => `${label}: ${value}`) }),
    () => ({ text: text(([label, value]) => `${label} : ${value}`) }),
    () => ({ text: text(([label, value]) => `${label.padEnd(wide)}${value}`) }),
    () => ({ text: text(([label, value]) => `${label}\n${value}\n`) }),
    () => ({ text: text(([label, value]) => `* ${label}: ${value}`) }),
    () => ({ text: text(([label, value]) => `| ${label} | ${value} |`) }),
    () => ({ html: table((label, value) => `<tr><td>${label}</td><td>${value}</td></tr>`) }),
    () => ({ html: table((label, value) => `<tr><th>${label}:</th><td><b>${value}</b></td></tr>`) }),
    () => ({ html: table((label, value) => `<tr><td><p>${label}</p><p>${value}</p></td></tr>`) }),
    () => ({
      html: table((label, value) => `<tr><td>${label}</td><td>${value}</td></tr>`),
      text: 'Your mail program shows no HTML. Open this message in a browser.',
    }),
    () => ({
      html: `<div>${escaped(head)}</div><dl>${rows.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl><div>${escaped(foot)}</div>`,
    }),
  ])();
}

export function prose(sentences: string[], pick: Pick): { text?: string; html?: string } {
  const text = `${sentences.filter(Boolean).join(pick(['\n', ' ', '\n\n']))}\n`;
  const html = `<html><body>${sentences
    .filter(Boolean)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')}</body></html>`;
  return pick([
    () => ({ text }),
    () => ({ text: hardWrapped(text, 60) }),
    () => ({ text: hardWrapped(text, 72) }),
    () => ({ html }),
    () => ({ html, text }),
    () => ({ html, text: 'Please view this email in a program that can show HTML.' }),
  ])();
}
