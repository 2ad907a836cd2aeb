import { sleep } from '@temporalio/activity';
import { CodedError } from '../../domain/errors/codes.ts';
import { createGmailReader, createGoogleOAuth, type GoogleEndpoint } from '../../providers/gmail/client.ts';
import { createMatchActivities, type MatchDeps } from '../bookings/createMatchActivities.ts';
import type { ActivityArea } from '../slice.ts';
import { createConnectionActivities } from './createConnectionActivities.ts';
import { createInboxCheck } from './createInboxCheck.ts';
import { createMailboxActivities, type InboxDeps } from './createMailboxActivities.ts';
import { createSyncActivities } from './createSyncActivities.ts';
import type { FirstReading } from './discoverMail.ts';
import { createGmailQuota, type GmailQuota } from './gmailQuota.ts';
import { mails } from './mails.ts';
import { readings } from './readings.ts';

type MailboxAreaDeps = MatchDeps & {
  child: InboxDeps['child'];
  /** Where Google is; null without credentials. */
  google(): GoogleEndpoint | null;
  gmailQuota: GmailQuota;
  maximumMailsPerRun: number;
  firstSync: FirstReading;
};

/** Clients of Google that spend the quota of their mailbox. */
function googleOf(deps: MailboxAreaDeps): InboxDeps['google'] {
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

export const mailbox = {
  activities(deps: MailboxAreaDeps) {
    const all = { ...deps, google: googleOf(deps), first: deps.firstSync, firstDays: deps.firstSync.days };
    const mailbox = createMailboxActivities({ ...all, maximumPerRun: deps.maximumMailsPerRun });
    const connections = { ...createConnectionActivities(all), ...createSyncActivities(all), ...mailbox };
    return {
      core: connections,
      integrations: {
        ...connections,
        ...createInboxCheck({ db: deps.db, mailbox, match: createMatchActivities(deps) }),
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
