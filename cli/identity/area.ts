import { z } from 'zod';
import type { CliArea } from '../slice.ts';

export const identity = {
  commands: () => import('./commands.ts'),
  environment: {
    JWT_PRIVATE_KEY: z.string().optional(),
    JWT_ISSUER: z.string().default('countersign'),
    SESSION_SECRET: z.string().min(32).optional(),
    RATE_LIMIT_AUTH_PER_MINUTE: z.coerce.number().int().positive().optional(),
  },
} satisfies CliArea;
