import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server.ts';
import { createLogger } from '../../workers/logger.ts';
import type { Configuration } from '../configuration.ts';
import { seedSandbox } from '../demo/seedSandbox.ts';
import { reachable } from '../profile.ts';
import { untilStopped } from './untilStopped.ts';

/** The rehearsal world as a process of its own. SANDBOX_PORTS = http,sqs,smtp. */
export async function runSandbox(configuration: Configuration): Promise<void> {
  const { env } = configuration;
  const api = configuration.webhookTarget;
  const logger = createLogger('sandbox', env.LOG_LEVEL, undefined);
  const [httpPort = 8004, sqsPort = 8005, smtpPort = 8006] = (process.env.SANDBOX_PORTS ?? '')
    .split(',')
    .filter(Boolean)
    .map(Number);
  const { webhookSecret, whatsapp, secrets } = configuration;
  if (!webhookSecret || !whatsapp.appSecret) throw new Error('the sandbox signs webhooks and has no secret for it');
  const sandbox = await startSandbox({
    directory: join(configuration.dataDirectory, 'sandbox'),
    host: env.HOST,
    httpPort,
    sqsPort,
    smtpPort,
    webhookUrl: `${api}/webhooks/stripe`,
    whatsapp: {
      url: `${api}/webhooks/whatsapp`,
      secret: whatsapp.appSecret,
    },
    webhookSecret,
    gmailUnitsPerMinute: env.GMAIL_UNITS_PER_MINUTE,
    banks: {
      plaidWebhookUrl: `${api}/webhooks/plaid`,
      bankApplicationKey: secrets
        ? createPublicKey(secrets.bankApplicationKey).export({ type: 'spki', format: 'pem' }).toString()
        : '',
      publicUrl: env.SANDBOX_PUBLIC_URL,
    },
  });
  await seedSandbox(`http://${reachable(env.HOST)}:${httpPort}`);
  logger.info({ port: httpPort }, 'sandbox running');
  await untilStopped(logger);
  await sandbox.close();
}
