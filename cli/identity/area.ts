import { z } from 'zod';
import type { CliArea, Read } from '../slice.ts';

const environment = {
  JWT_PRIVATE_KEY: z.string().optional(),
  JWT_ISSUER: z.string().default('countersign'),
  SESSION_SECRET: z.string().min(32).optional(),
  RATE_LIMIT_AUTH_PER_MINUTE: z.coerce.number().int().positive().optional(),
};
type Env = Read<typeof environment>;

export const identity = {
  environment,
  configure: (env: Env, { secrets }) => ({ sessionSecret: env.SESSION_SECRET ?? secrets?.sessionSecret ?? '' }),
  /** Failed logins per minute and address. */
  rateLimits: (env: Env, { production }) => ({
    authPerMinute: env.RATE_LIMIT_AUTH_PER_MINUTE ?? (production ? 10 : 300),
  }),
} satisfies CliArea;
