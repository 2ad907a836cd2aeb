import { createHmac } from 'node:crypto';
import { z } from 'zod';

export const emailSchema = z
  .email()
  .max(254)
  .refine((email) => email.indexOf('@') <= 64, 'at most 64 characters before the @')
  .transform((email) => email.toLowerCase())
  .meta({ type: 'string', format: 'email', maxLength: 254 });
export const codeSchema = z
  .string()
  .regex(/^\d{6}$/, 'six digits')
  .describe('Six digits of the second factor');

/** Name of an account in buckets and events: the same for one address, and no address. */
export const accountName = (secret: string, email: string): string =>
  createHmac('sha256', secret).update(`account:${email}`).digest('hex').slice(0, 32);
