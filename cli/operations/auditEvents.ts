import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { tenants } from '../../db/identity/schema.ts';
import { say } from '../commands/up.ts';
import type { Configuration } from '../configuration.ts';
import { withDatabase } from '../environment/withDatabase.ts';

/** A line of the file that anchorEvents writes. */
interface Anchor {
  sequence: number;
  hash: string;
}

/** Checks every tenant's event chain, and the heads that were written outside the database, against each other. */
export async function audit(configuration: Configuration): Promise<void> {
  await withDatabase(configuration, async (db) => {
    let problems = 0;
    for (const tenant of await db.withPlatform('audit', (tx) => tx.select().from(tenants))) {
      const file = join(configuration.dataDirectory, 'anchors', `${tenant.id}.jsonl`);
      const anchors = existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Anchor)
        : [];
      const { broken, events, moved } = await db.withTenant(tenant.id, async (tx) => {
        const rows = await tx.execute(sql`select sequence, problem from broken_events() order by sequence`);
        const [count] = await tx.execute(sql`select count(*) as events from events`);
        const lost: number[] = [];
        for (const anchor of anchors) {
          const [event] = await tx.execute(sql`select hash from events where sequence = ${anchor.sequence}`);
          if (event?.hash !== anchor.hash) lost.push(anchor.sequence);
        }
        return { broken: [...rows], events: Number(count?.events ?? 0), moved: lost };
      });
      for (const row of broken) say(`${tenant.slug}: event ${row.sequence}: ${row.problem}`);
      for (const sequence of moved)
        say(`${tenant.slug}: event ${sequence} is not the one anchored outside the database`);
      problems += broken.length + moved.length;
      say(`${tenant.slug}: ${events} events, ${anchors.length} anchors, ${broken.length + moved.length} problems`);
    }
    if (problems > 0) process.exitCode = 1;
  });
}
