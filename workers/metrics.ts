import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { type Figures, readFigures } from '../db/figures.ts';
import { tenants } from '../db/identity/schema.ts';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const activityDuration = new Histogram({
  name: 'countersign_activity_duration_seconds',
  help: 'Time of one activity attempt',
  labelNames: ['activity', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
  registers: [registry],
});
export const outboxDelivered = new Counter({
  name: 'countersign_outbox_delivered_total',
  help: 'Outbox rows delivered',
  labelNames: ['kind'],
  registers: [registry],
});
export const cacheLookups = new Counter({
  name: 'countersign_cache_lookups_total',
  help: 'Lookups of caches in this process',
  labelNames: ['cache', 'result'],
  registers: [registry],
});
export const queueMessages = new Counter({
  name: 'countersign_queue_messages_total',
  help: 'Dispute events taken from the queue',
  labelNames: ['result'],
  registers: [registry],
});
/** By area of the API, not by path, so that the number of series stays small; `admin` holds everything below /admin. */
export const requestDuration = new Histogram({
  name: 'countersign_http_request_duration_seconds',
  help: 'Time of one API request',
  labelNames: ['area', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers: [registry],
});
export const transactionDuration = new Histogram({
  name: 'countersign_database_transaction_duration_seconds',
  help: 'Time of one database transaction, with the wait for a connection',
  labelNames: ['kind'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5],
  registers: [registry],
});

/** Metrics out of the books, by the name of their figure (db/figures.ts). All are over the last 24 hours; times in seconds. */
const FIGURE_METRICS: Partial<Record<keyof Figures, { name: string; help: string }>> = {
  payments_received: { name: 'payments_received', help: 'Payments received' },
  payments_unmatched: { name: 'payments_unmatched', help: 'Payments received that have no booking' },
  payments_matched: { name: 'payments_matched', help: 'Payments by mail that the matcher gave a booking' },
  processing_seconds: { name: 'payment_processing_seconds', help: 'From reading a payment mail to the verdict, p95' },
  verification_seconds: { name: 'payment_verification_seconds', help: 'Mean wait of a payment for its decision' },
  confirmed_automatically: { name: 'bookings_confirmed_automatically', help: 'Bookings confirmed without a person' },
  confirmed_by_hand: { name: 'bookings_confirmed_by_hand', help: 'Bookings confirmed by a person' },
  bookings_expired: { name: 'bookings_expired', help: 'Bookings that expired unpaid' },
  messages_sent: { name: 'messages_sent', help: 'Messages delivered' },
  messages_undeliverable: { name: 'messages_undeliverable', help: 'Messages that no channel could deliver' },
  inbox_seconds: { name: 'inbox_check_seconds', help: 'Mean time of one reading of the payment inboxes' },
  inbox_cycles: { name: 'inbox_checks', help: 'Readings of the payment inboxes' },
  mails_read: { name: 'inbox_mails_read', help: 'Mails fetched by those readings' },
  job_runs: { name: 'job_runs', help: 'Cycles of scheduled jobs' },
  job_runs_failed: { name: 'job_runs_failed', help: 'Cycles of scheduled jobs that failed' },
};
/** Rates made of two figures. */
const RATE_METRICS: { name: string; help: string; part: keyof Figures; whole: keyof Figures }[] = [
  {
    name: 'payment_match_rate',
    help: 'Share of payments by mail matched',
    part: 'payments_matched',
    whole: 'payments_by_mail',
  },
  { name: 'job_failure_rate', help: 'Share of job cycles that failed', part: 'job_runs_failed', whole: 'job_runs' },
];
const FIGURES_LIFE_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

/**
 * Adds the figures of every tenant to /metrics. They are read from the books, so they are the same whichever process is
 * asked, and at most every 15 seconds. What is null, e.g. a mean of nothing, is left out.
 */
export function exposeFigures(db: Database): void {
  let readAtMs = 0;
  let reading: Promise<Map<string, Figures>> = Promise.resolve(new Map());
  const read = async () => {
    const now = new Date();
    const ids = await db.withPlatform('metrics', (tx) => tx.select({ id: tenants.id }).from(tenants));
    const all = new Map<string, Figures>();
    for (const { id } of ids)
      all.set(id, await db.withTenant(id, (tx) => readFigures(tx, new Date(now.getTime() - DAY_MS), now)));
    return all;
  };
  const figures = () => {
    if (Date.now() - readAtMs >= FIGURES_LIFE_MS) {
      readAtMs = Date.now();
      reading = read().catch(() => new Map());
    }
    return reading;
  };
  const gauge = (name: string, help: string, read24h: (own: Figures) => number | null) =>
    new Gauge({
      name: `countersign_${name}_24h`,
      help: `${help}, last 24 hours`,
      labelNames: ['tenant'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const [tenant, own] of await figures()) {
          const value = read24h(own);
          if (value !== null) this.set({ tenant }, value);
        }
      },
    });
  // The keys are figures, as written above.
  for (const [figure, { name, help }] of Object.entries(FIGURE_METRICS))
    gauge(name, help, (own) => own[figure as keyof Figures]);
  for (const { name, help, part, whole } of RATE_METRICS)
    gauge(name, help, (own) => (own[whole] ? Number(own[part]) / Number(own[whole]) : null));
}
