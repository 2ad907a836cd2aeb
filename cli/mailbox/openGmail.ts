import type { MailboxDeps } from '../../activities/mailbox/deps.ts';
import { createGmailQuota } from '../../activities/mailbox/gmailQuota.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { createGoogleOAuth } from '../../providers/gmail/client.ts';
import { createGmailReader } from '../../providers/gmail/reader.ts';
import type { Configuration } from '../configuration.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Clients of Google as the configuration says, within the quota. Throws without credentials. */
export function openGmail(configuration: Configuration, db: Database): MailboxDeps {
  const endpoint = configuration.google();
  if (!endpoint) throw new Error('Gmail has no credentials: set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET');
  const { GMAIL_UNITS_PER_MINUTE: mailboxPerMinute, GMAIL_PROJECT_UNITS_PER_MINUTE: projectPerMinute } =
    configuration.env;
  const spend = createGmailQuota(db, { mailboxPerMinute, projectPerMinute }, pause);
  return {
    db,
    cipher: createFieldCipher(configuration.fieldRing),
    google: () => ({
      oauth: createGoogleOAuth(endpoint),
      reader: (mailboxId, accessToken) => createGmailReader(endpoint, accessToken, (units) => spend(mailboxId, units)),
    }),
  };
}
