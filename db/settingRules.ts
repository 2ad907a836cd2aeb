import { z } from 'zod';

/** An amount in minor units; null = no bound. */
export const amountRule = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
