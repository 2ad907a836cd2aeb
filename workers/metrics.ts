import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { FIGURES, type Figures, RATES, readFigures } from '../db/figures.ts';
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
  help: 'Events taken from the queue',
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
  // The names are figures, as their areas declare them.
  for (const [figure, { metric }] of Object.entries(FIGURES))
    if (metric) gauge(metric.name, metric.help, (own) => own[figure as keyof Figures]);
  for (const { name, help, part, whole } of RATES)
    gauge(name, help, (own) => (own[whole] ? Number(own[part]) / Number(own[whole]) : null));
}
