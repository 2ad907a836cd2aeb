import { z } from 'zod';
import { flag } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

export const mailbox = {
  commands: () => import('./commands.ts'),
  environment: {
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
  },
} satisfies CliArea;
