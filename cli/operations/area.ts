import { z } from 'zod';
import { port } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

export const operations = {
  environment: {
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    LOG_FILE: z.string().optional(),
    METRICS_TOKEN: z.string().min(16).optional(),
    WORKER_METRICS_PORT: port.optional(),
    WORKER_METRICS_HOST: z.string().default('127.0.0.1'),
  },
} satisfies CliArea;
