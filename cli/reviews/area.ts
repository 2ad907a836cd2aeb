import { z } from 'zod';
import { queueAccess } from '../environment/queueAccess.ts';
import { list } from '../environmentTypes.ts';
import type { CliArea, Read } from '../slice.ts';

const environment = {
  APPROVER_EMAIL: list.pipe(z.array(z.email())).default([]),
  HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL: z.string().optional(),
  REVIEW_REMIND_SECONDS: z.coerce.number().positive().default(86_400),
  REVIEW_ESCALATE_SECONDS: z.coerce.number().positive().default(172_800),
  REVIEW_EXPIRE_SECONDS: z.coerce.number().positive().default(604_800),
};
type Env = Read<typeof environment>;

export const reviews = {
  environment,
  /** When an open review is told again, goes to everybody who may decide it, and ends undecided. */
  configure: (env: Env) => ({
    review: {
      remindMs: env.REVIEW_REMIND_SECONDS * 1000,
      escalateMs: env.REVIEW_ESCALATE_SECONDS * 1000,
      expireMs: env.REVIEW_EXPIRE_SECONDS * 1000,
    },
  }),
  async worker(env: Env) {
    const queueUrl = env.HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL;
    const queue = queueUrl ? (await import('../../providers/sqs/client.ts')).createQueueClient(queueAccess(env)) : null;
    return {
      approverEmails: env.APPROVER_EMAIL,
      publishReview: queue && queueUrl ? (body: string) => queue.send(queueUrl, body) : null,
    };
  },
} satisfies CliArea;
