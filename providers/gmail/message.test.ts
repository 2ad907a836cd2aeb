import { expect, it } from 'vitest';
import { readMessage } from './message.ts';

it('[BK-GMAIL-05] a mail that was passed on as a file is not what its sender says', async () => {
  const raw = [
    'From: NayaPay <nayapay@example.com>',
    'To: office@countersign.example',
    'Subject: Fwd',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See attached.',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: somebody@else.example',
    'Subject: Payment Received',
    'Content-Type: text/plain',
    '',
    'You have received Rs. 5,000.00 from John.',
    '--b--',
    '',
  ].join('\r\n');
  const mail = await readMessage(Buffer.from(raw));
  expect(mail.text.trim()).toBe('See attached.');
  expect(`${mail.text}${mail.alternative ?? ''}`).not.toContain('5,000');
});
