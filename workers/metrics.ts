import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

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
export const embeddingCache = new Counter({
  name: 'countersign_embedding_cache_total',
  help: 'Lookups of the embedding cache',
  labelNames: ['result'],
  registers: [registry],
});
export const queueMessages = new Counter({
  name: 'countersign_queue_messages_total',
  help: 'Dispute events taken from the queue',
  labelNames: ['result'],
  registers: [registry],
});
