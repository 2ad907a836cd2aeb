import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';

export const reviews = {
  retention: [
    // Bulk decisions that were looked at and never started; their items go with them.
    { table: 'bulk_decisions', when: sql`status = 'preview' and created_at < now() - interval '1 day'` },
  ],
} satisfies DbArea;
