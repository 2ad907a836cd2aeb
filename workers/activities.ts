import { sleep } from '@temporalio/activity';
import { countTokens } from 'gpt-tokenizer';
import { createBookingActivities } from '../activities/bookings/createBookingActivities.ts';
import { createMatchActivities } from '../activities/bookings/createMatchActivities.ts';
import { createUnmatchedActivities } from '../activities/bookings/createUnmatchedActivities.ts';
import { createCollectActivities } from '../activities/disputes/createCollectActivities.ts';
import { createDisputeActivities } from '../activities/disputes/createDisputeActivities.ts';
import { createExecuteActivities } from '../activities/disputes/createExecuteActivities.ts';
import { createResolveActivities, type LlmSettings } from '../activities/disputes/createResolveActivities.ts';
import { notingMoneyProblems } from '../activities/disputes/moneyProblems.ts';
import { createConnectionActivities } from '../activities/mailbox/createConnectionActivities.ts';
import { createInboxCheck } from '../activities/mailbox/createInboxCheck.ts';
import { createMailboxActivities } from '../activities/mailbox/createMailboxActivities.ts';
import { createSyncActivities } from '../activities/mailbox/createSyncActivities.ts';
import type { FirstReading } from '../activities/mailbox/discoverMail.ts';
import { createGmailQuota, type GmailQuota } from '../activities/mailbox/gmailQuota.ts';
import { createReconcileActivities } from '../activities/money/createReconcileActivities.ts';
import { createNotificationActivities } from '../activities/notifications/createNotificationActivities.ts';
import { createAlertActivities, type ScheduleHealth } from '../activities/operations/createAlertActivities.ts';
import { createAnchorActivities } from '../activities/operations/createAnchorActivities.ts';
import { createJobActivities } from '../activities/operations/createJobActivities.ts';
import { createKeyActivities } from '../activities/operations/createKeyActivities.ts';
import { createReportActivities } from '../activities/operations/createReportActivities.ts';
import { createRetentionActivities } from '../activities/operations/createRetentionActivities.ts';
import { createPolicyActivities } from '../activities/policies/createPolicyActivities.ts';
import { createBulkActivities } from '../activities/reviews/createBulkActivities.ts';
import { createReviewActivities } from '../activities/reviews/createReviewActivities.ts';
import type { Database } from '../db/database.ts';
import type { FieldCipher } from '../db/encryption/fieldCipher.ts';
import type { BookingSettings } from '../domain/bookings/settings.ts';
import { CodedError } from '../domain/errors/codes.ts';
import { createExpiringCache, type ExpiringCache } from '../domain/expiringCache.ts';
import type { Log } from '../domain/operations/logLevels.ts';
import { createGmailReader, createGoogleOAuth, type GoogleEndpoint } from '../providers/gmail/client.ts';
import { createLimitedChild } from '../providers/parsing/limitedChild.ts';
import type { MailSender } from '../providers/smtp/client.ts';
import type { TaskQueue } from '../temporal.config.ts';
import { cacheLookups } from './metrics.ts';
import type { Vendors } from './vendors.ts';

export interface ActivityDependencies {
  db: Database;
  cipher: FieldCipher;
  bookings: BookingSettings;
  google(): GoogleEndpoint | null;
  maximumMailsPerRun: number;
  firstSync: FirstReading;
  gmailQuota: GmailQuota;
  vendors: Vendors;
  llm: LlmSettings;
  mail: MailSender | null;
  publishReview: ((body: string) => Promise<string>) | null;
  approverEmails: string[];
  production: boolean;
  publicUrl: string;
  anchorDirectory: string;
  /** Schedules of a tenant as the engine has them; null when it does not answer. */
  schedules(tenantId: string): Promise<ScheduleHealth[] | null>;
  log: Log;
}

const CACHE_ENTRIES = 128;
const CACHE_TTL_MS = 3_600_000;

function countedCache(): ExpiringCache<number[]> {
  const cache = createExpiringCache<number[]>(CACHE_ENTRIES, CACHE_TTL_MS);
  return {
    ...cache,
    get(key) {
      const found = cache.get(key);
      cacheLookups.inc({ cache: 'embedding', result: found ? 'hit' : 'miss' });
      return found;
    },
  };
}

/** All activities by task queue: what a worker of that queue runs. */
export function createActivities(
  deps: ActivityDependencies,
): Record<TaskQueue, Record<string, (...args: never[]) => Promise<unknown>>> {
  const { db, vendors, approverEmails } = deps;
  const spend = createGmailQuota(db, deps.gmailQuota, sleep);
  const google = () => {
    const endpoint = deps.google();
    if (!endpoint) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'gmail');
    return {
      oauth: createGoogleOAuth(endpoint),
      reader: (mailboxId: string, accessToken: string) =>
        createGmailReader(endpoint, accessToken, (units) => spend(mailboxId, units)),
    };
  };
  const child = createLimitedChild();
  const mailbox = createMailboxActivities({
    db,
    child,
    cipher: deps.cipher,
    google,
    bookings: deps.bookings,
    maximumPerRun: deps.maximumMailsPerRun,
    firstDays: deps.firstSync.days,
    approverEmails,
  });
  const sync = createSyncActivities({ db, cipher: deps.cipher, google, first: deps.firstSync, approverEmails });
  const connection = createConnectionActivities({ db, cipher: deps.cipher, google });
  const match = createMatchActivities({
    db,
    cipher: deps.cipher,
    bookings: deps.bookings,
    approverEmails,
    log: deps.log,
  });
  const reconcile = createReconcileActivities({ db, ...vendors });
  return {
    core: {
      ...createDisputeActivities({ db, approverEmails, publishesReviews: deps.publishReview !== null }),
      ...createReviewActivities({ db, production: deps.production, approverEmails, bookings: deps.bookings }),
      ...createBulkActivities({ db }),
      ...createBookingActivities({ db, bookings: deps.bookings, approverEmails, log: deps.log }),
      ...match,
      ...mailbox,
      ...connection,
      ...sync,
      ...createUnmatchedActivities({ db, cipher: deps.cipher, bookings: deps.bookings, approverEmails }),
      ...createNotificationActivities({
        db,
        cipher: deps.cipher,
        mail: deps.mail,
        publish: deps.publishReview,
        whatsapp: vendors.whatsapp,
        baseUrl: deps.publicUrl,
        log: deps.log,
      }),
      ...createAlertActivities({ db, approverEmails, schedules: deps.schedules }),
      ...createReportActivities({ db, bookings: deps.bookings, approverEmails }),
      ...createJobActivities({ db, log: deps.log }),
      ...createAnchorActivities({ db, directory: deps.anchorDirectory }),
      ...createKeyActivities({ db, cipher: deps.cipher }),
      ...createRetentionActivities({ db }),
      ...reconcile,
    },
    integrations: {
      ...connection,
      ...sync,
      ...createCollectActivities({ db, ...vendors }),
      ...reconcile,
      ...mailbox,
      ...createInboxCheck({ db, mailbox, match }),
    },
    llm: {
      ...createResolveActivities({
        db,
        openai: vendors.openai,
        llm: deps.llm,
        countTokens: (text) => countTokens(text),
        embeddings: countedCache(),
        logCall: (call) => deps.log('model call', { ...call }),
      }),
      ...createPolicyActivities({ db, child, openai: vendors.openai, embeddingModel: deps.llm.embeddingModel }),
    },
    payouts: notingMoneyProblems(db, createExecuteActivities({ db, ...vendors })),
  };
}
