import { z } from 'zod';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

export const vendors = {
  commands: () => import('./commands.ts'),
  environment: {
    MOCK_STRIPE: flag.optional(),
    MOCK_CRM: flag.optional(),
    MOCK_BILLING: flag.optional(),
    STRIPE_SECRET_KEY: z.string().optional(),
    PAYMENT_SECRET_KEY: z.string().optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(16).optional(),
    CRM_BASE_URL: z.url().optional(),
    CRM_CLIENT_ID: z.string().optional(),
    CRM_CLIENT_SECRET: z.string().optional(),
    /** In place of a client, for a company that gives out tokens of a long life; it is not renewed. */
    CRM_ACCESS_TOKEN: z.string().optional(),
    BILLING_BASE_URL: z.url().optional(),
    BILLING_CLIENT_ID: z.string().optional(),
    BILLING_CLIENT_SECRET: z.string().optional(),
    BILLING_ACCESS_TOKEN: z.string().optional(),
    /** The tenant that the credentials of the CRM, billing and the gateway belong to. */
    VENDOR_TENANT: z.uuid().default(DEFAULT_TENANT_ID),
  },
} satisfies CliArea;
