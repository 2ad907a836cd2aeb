import { z } from 'zod';
import { list } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

export const reviews = {
  commands: () => import('./commands.ts'),
  environment: {
    APPROVER_EMAIL: list.pipe(z.array(z.email())).default([]),
    HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL: z.string().optional(),
    REVIEW_REMIND_SECONDS: z.coerce.number().positive().default(86_400),
    REVIEW_ESCALATE_SECONDS: z.coerce.number().positive().default(172_800),
    REVIEW_EXPIRE_SECONDS: z.coerce.number().positive().default(604_800),
  },
} satisfies CliArea;
