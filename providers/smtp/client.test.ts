import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMailSender } from './client.ts';

/** A mail server that greets, and then does to each line what `answer` says. */
async function mailServer(answer: (line: string, socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.write('220 here\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) answer(line, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, open, end };
}

describe('a mail server that does not answer', () => {
  it.each([
    ['is silent', () => undefined],
    [
      'answers drop by drop',
      (socket: Socket) => {
        const timer = setInterval(() => socket.write('250-wait\r\n'), 50);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])(
    '%s after RCPT: it may be tried again, after one deadline',
    async (_, atRecipient) => {
      const server = await mailServer((line, socket) => {
        if (line.startsWith('RCPT')) atRecipient(socket);
        else socket.write('250 ok\r\n');
      });
      const startedAt = Date.now();
      const sending = createMailSender(server.url, 'a@b.example', 400).send({
        to: 'c@d.example',
        subject: 's',
        text: 't',
        messageId: '<1@b.example>',
      });
      await expect(sending).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE', kind: 'retryable' });
      expect(Date.now() - startedAt).toBeLessThan(4_000);
      await expect.poll(() => server.open.size, { timeout: 2_000 }).toBe(0);
      server.end();
    },
    10_000,
  );
});
