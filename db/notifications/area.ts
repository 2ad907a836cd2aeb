import { sql } from 'drizzle-orm';
import { figurePart } from '../../domain/operations/reports.ts';
import type { DbArea } from '../slice.ts';
import { figureQuery, figures } from './figures.ts';
import { runFacts } from './runFacts.ts';
import { subjectNames } from './subjectNames.ts';

const REPORT_LINES = [
  ['messages_sent', 'Messages delivered', 'count'],
  ['messages_undeliverable', 'Messages that did not arrive', 'count'],
  ['messages_waiting', 'Messages that waited for more than 15 minutes', 'count'],
] as const;

export const notifications = {
  subjectNames,
  retention: [{ table: 'notifications', when: sql`created_at < now() - interval '1 year' and status <> 'queued'` }],
  figures,
  figureQuery,
  reportParts: ({ figures: counted }: { figures: Readonly<Record<string, number | null>> }) => [
    figurePart('Messages to customers and colleagues', REPORT_LINES, counted),
  ],
  runFacts,
} as const satisfies DbArea;
