import { randomBytes } from 'node:crypto';
import { SMTPServer } from 'smtp-server';
import { takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

const header = (source: string, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(source)?.[1]?.trim() ?? '';

/** A mail server that accepts everything and remembers it: effects of kind `mail`, the full source as a record. */
export function startSmtp(store: SandboxStore, port: number, host: string): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'sandbox' }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString('utf8');
        const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
        const text = `${recipients.join(' ')}\n${source}`;
        store.addRequest('smtp', { at: new Date(store.now()).toISOString(), line: 'DATA', recipients });
        const fault = takeFault(store, 'smtp', 'DATA', text, ['unavailable', 'drop_after', 'drop_before']);
        if (fault?.fault === 'unavailable')
          return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
        if (fault?.fault === 'drop_before') return session.remoteAddress && stream.destroy();
        const id = header(source, 'Message-ID') || randomBytes(9).toString('hex');
        store.atomically(() => {
          store.put('smtp', 'mail', `${id}:${recipients.join(',')}`, {
            to: recipients,
            subject: header(source, 'Subject'),
            source,
          });
          store.addEffect({
            vendor: 'smtp',
            kind: 'mail',
            idempotencyKey: id,
            businessKey: recipients.join(','),
            amountMinor: null,
            currency: null,
            id,
          });
        });
        if (fault?.fault === 'drop_after')
          return done(Object.assign(new Error('connection lost'), { responseCode: 451 }));
        done();
      });
    },
  });
  return new Promise((resolve, reject) => {
    // Once it listens, an error of one connection is that connection's own.
    server.on('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
