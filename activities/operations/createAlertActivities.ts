import { eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/database.ts';
import { type Figures, readFigures } from '../../db/figures.ts';
import { inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { applyReading } from '../../db/operations/alerts.ts';
import { counterMinutes } from '../../db/operations/monitoringSchema.ts';
import type { AlertRule, Reading } from '../../domain/operations/alertRules.ts';

/** A schedule as the engine has it. */
export interface ScheduleHealth {
  scheduleId: string;
  /** Paused by a person; what the configuration switches off is none of it. */
  stopped: boolean;
  consecutiveFailures: number;
}

export interface AlertDeps {
  db: Database;
  approverEmails: string[];
  /** Null when the engine does not answer. */
  schedules(tenantId: string): Promise<ScheduleHealth[] | null>;
}

const MINUTE_MS = 60_000;
const SHORT_MS = 5 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

const one = (value: number, items: number | null = null): Reading[] => [{ subject: '', value, items }];
const rate = (part: number, whole: number): Reading[] => one(whole === 0 ? 0 : part / whole, whole);

/** Holds a tenant's figures against its alert rules. */
export function createAlertActivities({ db, approverEmails, schedules }: AlertDeps) {
  async function countsOf(tx: Transaction): Promise<Record<string, number>> {
    const rows = await tx
      .select({ name: counterMinutes.name, total: sql<string>`sum(${counterMinutes.value})` })
      .from(counterMinutes)
      .where(sql`minute >= now() - ${`${SHORT_MS} milliseconds`}::interval`)
      .groupBy(counterMinutes.name);
    return Object.fromEntries(rows.map((row) => [row.name, Number(row.total)]));
  }

  /** Payment inboxes that Google would let us read, and that we may not. */
  const unreadInboxes = async (tx: Transaction): Promise<Reading[]> => {
    const rows = await tx
      .select({ id: mailboxes.id, status: mailboxes.status, hindrance: inboxHindrance })
      .from(mailboxes)
      .where(eq(mailboxes.purpose, 'payment_inbox'));
    return rows.map(({ id, status, hindrance }) => ({
      subject: `mailbox:${id}`,
      value: status === 'active' && hindrance !== null ? 1 : 0,
      items: null,
    }));
  };

  function readingsOf(
    day: Figures,
    short: Figures,
    counts: Record<string, number>,
    engine: ScheduleHealth[] | null,
  ): Partial<Record<AlertRule, Reading[]>> {
    const { requests = 0, request_errors = 0, log_errors = 0, log_criticals = 0, database_lost = 0 } = counts;
    const ended = day.confirmed_automatically + day.confirmed_by_hand + day.bookings_expired + day.bookings_cancelled;
    return {
      database_lost: one(database_lost),
      api_error_rate: rate(request_errors, requests),
      critical_log: one(log_criticals),
      error_log: one(log_errors),
      unmatched_rate: rate(day.payments_unmatched, day.payments_received),
      payment_processing: one(short.processing_seconds ?? 0),
      expiration_rate: rate(day.bookings_expired, ended),
      notification_failures: one(day.messages_undeliverable + day.messages_waiting),
      ...(engine && {
        schedule_stopped: one(engine.filter((schedule) => schedule.stopped).length),
        schedule_failing: engine.map(({ scheduleId, consecutiveFailures }) => ({
          subject: `schedule:${scheduleId}`,
          value: consecutiveFailures,
          items: null,
        })),
      }),
    };
  }

  return {
    /** Reads the figures of the last minutes and of the last day, and opens, repeats or closes alerts. */
    async evaluateAlerts({ tenantId }: { tenantId: string }): Promise<{ readings: number }> {
      const engine = await schedules(tenantId);
      const now = new Date();
      return db.withTenant(tenantId, async (tx) => {
        const day = await readFigures(tx, new Date(now.getTime() - DAY_MS), now);
        const short = await readFigures(tx, new Date(now.getTime() - SHORT_MS), now);
        const all = {
          ...readingsOf(day, short, await countsOf(tx), engine),
          mailbox_not_read: await unreadInboxes(tx),
        };
        let readings = 0;
        for (const [rule, own] of Object.entries(all))
          for (const reading of own ?? []) {
            // The keys are rules, as written above.
            await applyReading(tx, { tenantId, rule: rule as AlertRule, reading, configured: approverEmails });
            readings += 1;
          }
        return { readings };
      });
    },
  };
}
