import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import { VERIFICATION_MODES } from '../../domain/bookings/states.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface PaymentHealthDeps {
  db: Database;
  bookings: BookingSettings;
  defaultTenantId: string;
  gmailEnabled: boolean;
  engineHealthy(): Promise<boolean>;
}

const healthSchema = z
  .object({
    gmail_integration: z.enum(['ok', 'error', 'disabled']),
    database: z.enum(['ok', 'error']),
    scheduler: z.enum(['running', 'stopped']),
    verification_mode: z.enum(VERIFICATION_MODES).describe('That holds now: manual while no mailbox can be read'),
  })
  .meta({ id: 'PaymentHealth' });

/** Health of the payment system as the default tenant has it. */
export function paymentHealthRoutes(deps: PaymentHealthDeps): Route[] {
  /** How the inboxes are, and the mode that holds with them; null when the books do not answer. */
  const ofBooks = () =>
    deps.db
      .withTenant(deps.defaultTenantId, async (tx) => {
        const [tenant] = await tx.select().from(tenantSettings);
        const boxes = await tx
          .select({ status: mailboxes.status, read: sql<boolean>`coalesce(${readable('payment_inbox')}, false)` })
          .from(mailboxes)
          .where(eq(mailboxes.purpose, 'payment_inbox'));
        const { mode } = settingsOf(deps.bookings, tenant);
        const used = boxes.filter((box) => box.status !== 'disconnected');
        const read = used.some((box) => box.read);
        const gmail = used.length > 0 ? (read ? 'ok' : 'error') : deps.gmailEnabled ? 'error' : 'disabled';
        return { gmail, mode: gmail === 'error' ? 'manual' : mode } as const;
      })
      .catch(() => null);
  return [
    defineRoute({
      method: 'get',
      path: '/health/payment-system',
      budget: 'none',
      area: 'operations',
      summary: 'Health of what verifies booking payments',
      access: 'public',
      responses: {
        200: { description: 'The books answer', schema: healthSchema },
        503: { description: 'They do not', schema: healthSchema },
      },
      errors: [],
      async handle() {
        const [books, engine] = await Promise.all([ofBooks(), deps.engineHealthy()]);
        return {
          status: books ? 200 : 503,
          body: {
            gmail_integration: books?.gmail ?? 'error',
            database: books ? 'ok' : 'error',
            scheduler: engine ? 'running' : 'stopped',
            verification_mode: books?.mode ?? 'manual',
          },
        };
      },
    }),
  ];
}
