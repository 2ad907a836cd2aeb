import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { tenants } from '../../db/identity/schema.ts';
import { counted } from '../../domain/words.ts';
import { type Shown, show } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { withDatabase } from '../environment/withDatabase.ts';
import { EXIT_CODES } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { progress } from '../terminal/progress.ts';

/** A line of the file that anchorEvents writes. */
interface Anchor {
  sequence: number;
  hash: string;
}

interface ChainReport {
  tenant: string;
  events: number;
  anchors: number;
  problems: { sequence: number; problem: string }[];
}

function anchorsOf(configuration: Configuration, tenantId: string): Anchor[] {
  const file = join(configuration.dataDirectory, 'anchors', `${tenantId}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Anchor);
}

/** What is wrong with one tenant's chain, by itself and beside its anchors. */
async function checkChain(tx: Transaction, slug: string, anchors: readonly Anchor[]): Promise<ChainReport> {
  const rows = await tx.execute(sql`select sequence, problem from broken_events() order by sequence`);
  const [count] = await tx.execute(sql`select count(*) as events from events`);
  const problems = rows.map((row) => ({ sequence: Number(row.sequence), problem: String(row.problem) }));
  for (const { sequence, hash } of anchors) {
    const [event] = await tx.execute(sql`select hash from events where sequence = ${sequence}`);
    if (event?.hash !== hash) problems.push({ sequence, problem: 'is not the one anchored outside the database' });
  }
  return { tenant: slug, events: Number(count?.events ?? 0), anchors: anchors.length, problems };
}

/** Checks every tenant's event chain, and the heads that were written outside the database, against each other. */
export async function audit(configuration: Configuration, options: Shown): Promise<void> {
  await withDatabase(configuration, async (db) => {
    const all = await db.withPlatform('audit', (tx) => tx.select().from(tenants));
    const step = progress('checking tenants', all.length);
    const chains: ChainReport[] = [];
    for (const { id, slug } of all) {
      chains.push(await db.withTenant(id, (tx) => checkChain(tx, slug, anchorsOf(configuration, id))));
      step();
    }
    show({ chains }, options, () => {
      for (const { tenant, problems, events, anchors } of chains) {
        for (const { sequence, problem } of problems) line(`${tenant}: event ${sequence}: ${problem}`);
        line(
          `${tenant}: ${counted(events, 'event')}, ${counted(anchors, 'anchor')}, ${counted(problems.length, 'problem')}`,
        );
      }
    });
    if (chains.some(({ problems }) => problems.length > 0)) process.exitCode = EXIT_CODES.failed.code;
  });
}
