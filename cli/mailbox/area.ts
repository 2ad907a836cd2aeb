import { z } from 'zod';
import type { ScheduleSettings } from '../../workers/reconcileEngine.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea, Read } from '../slice.ts';
import { googleEndpoint } from './google.ts';

const environment = {
  GMAIL_ENABLED: flag.default(false),
  /** The engine's schedules know no less than a second. */
  GMAIL_CHECK_INTERVAL_MINUTES: z.coerce.number().min(0.02).max(1440).default(2),
  GMAIL_UNITS_PER_MINUTE: z.coerce.number().int().min(1_000).default(6_000),
  GMAIL_PROJECT_UNITS_PER_MINUTE: z.coerce.number().int().min(1_000).default(1_200_000),
  GMAIL_MAX_EMAILS_PER_RUN: z.coerce.number().int().min(1).max(500).default(50),
  /** How far the first reading of a mailbox goes back, and how many messages of a user's own mailbox it takes. */
  GMAIL_FIRST_SYNC_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  GMAIL_FIRST_SYNC_MESSAGES: z.coerce.number().int().min(1).max(100_000).default(500),
  /** Read once, by `countersign mailbox import`. */
  GMAIL_CREDENTIALS_PATH: z.string().default('credentials.json'),
  GMAIL_TOKEN_PATH: z.string().default('token.json'),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  MOCK_GMAIL: flag.optional(),
};
type Env = Read<typeof environment>;

export const mailbox = {
  environment,
  /** Where Google is; null without credentials and with MOCK_GMAIL off. */
  configure: (env: Env, { production }) => ({ google: () => googleEndpoint(env, production) }),
  schedules: (env: Env) =>
    ({
      'payment-inbox': { everyMs: env.GMAIL_CHECK_INTERVAL_MINUTES * 60_000, paused: !env.GMAIL_ENABLED },
    }) satisfies ScheduleSettings,
  reachesPeople: (env: Env) => Boolean(env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET),
  api: (env: Env, { production, operator }) => ({
    gmailEnabled: env.GMAIL_ENABLED,
    google: googleEndpoint(env, production),
    readInboxNow: (tenantId: string) =>
      operator.changeSchedule(tenantId, 'payment-inbox', 'run', 'now').catch(() => false),
  }),
  worker: (env: Env, { production }) => ({
    google: () => googleEndpoint(env, production),
    maximumMailsPerRun: env.GMAIL_MAX_EMAILS_PER_RUN,
    firstSync: { days: env.GMAIL_FIRST_SYNC_DAYS, maximum: env.GMAIL_FIRST_SYNC_MESSAGES },
    gmailQuota: {
      mailboxPerMinute: env.GMAIL_UNITS_PER_MINUTE,
      projectPerMinute: env.GMAIL_PROJECT_UNITS_PER_MINUTE,
    },
  }),
} satisfies CliArea;
