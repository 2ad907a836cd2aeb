import { sleep } from '@temporalio/activity';
import { CodedError } from '../../domain/errors/codes.ts';
import { createGoogleOAuth, type GoogleEndpoint } from '../../providers/gmail/client.ts';
import { createGmailReader } from '../../providers/gmail/reader.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { BookingDeps } from '../bookings/deps.ts';
import { matchPayments } from '../bookings/matchPayments.ts';
import type { ActivityArea } from '../slice.ts';
import { activeMailboxes } from './activeMailboxes.ts';
import { checkBeforeExpiry } from './checkBeforeExpiry.ts';
import { checkConnection } from './checkConnection.ts';
import { connectMailbox } from './connectMailbox.ts';
import type { FirstReading, InboxDeps, MailboxDeps } from './deps.ts';
import { disconnectMailbox } from './disconnectMailbox.ts';
import { dueMailboxes } from './dueMailboxes.ts';
import { endSync } from './endSync.ts';
import { createGmailQuota, type GmailQuota } from './gmailQuota.ts';
import { mailboxFailed } from './mailboxFailed.ts';
import { mails } from './mails.ts';
import { markMailsRead } from './markMailsRead.ts';
import { readings } from './readings.ts';
import { readPaymentMails } from './readPaymentMails.ts';
import { startDueSyncs } from './startDueSyncs.ts';
import { syncMails } from './syncMails.ts';

type MailboxAreaDeps = BookingDeps & {
  child: InboxDeps['child'];
  /** Where Google is; null without credentials. */
  google(): GoogleEndpoint | null;
  gmailQuota: GmailQuota;
  maximumMailsPerRun: number;
  firstSync: FirstReading;
};

/** Clients of Google that spend the quota of their mailbox. */
function googleOf(deps: MailboxAreaDeps): MailboxDeps['google'] {
  const spend = createGmailQuota(deps.db, deps.gmailQuota, sleep);
  return () => {
    const endpoint = deps.google();
    if (!endpoint) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'gmail');
    return {
      oauth: createGoogleOAuth(endpoint),
      reader: (mailboxId, accessToken) => createGmailReader(endpoint, accessToken, (units) => spend(mailboxId, units)),
    };
  };
}

type Connections = Omit<MailboxActivities, 'checkBeforeExpiry'>;

export const mailbox = {
  activities(needs: MailboxAreaDeps) {
    const { firstSync: first, maximumMailsPerRun: maximumPerRun } = needs;
    const deps = { ...needs, google: googleOf(needs), first, firstDays: first.days, maximumPerRun };
    const connections = {
      connectMailbox: connectMailbox(deps),
      disconnectMailbox: disconnectMailbox(deps),
      activeMailboxes: activeMailboxes(deps),
      checkConnection: checkConnection(deps),
      dueMailboxes: dueMailboxes(deps),
      readPaymentMails: readPaymentMails(deps),
      markMailsRead: markMailsRead(deps),
      mailboxFailed: mailboxFailed(deps),
      syncMails: syncMails(deps),
      endSync: endSync(deps),
      startDueSyncs: startDueSyncs(deps),
    } satisfies { [Name in keyof Connections]: Connections[Name] };
    const match = { matchPayments: matchPayments(deps) };
    return {
      core: connections,
      integrations: {
        ...connections,
        checkBeforeExpiry: checkBeforeExpiry({ db: deps.db, mailbox: connections, match }),
      },
    };
  },
  mails,
  readings,
  vendorOf: {
    connectMailbox: 'gmail',
    checkConnection: 'gmail',
    readPaymentMails: 'gmail',
    markMailsRead: 'gmail',
  },
} satisfies ActivityArea;
