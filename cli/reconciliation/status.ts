import { dayText } from '../../api/http/text.ts';
import { findingJson, proofJson } from '../../api/reconciliation/proofJson.ts';
import type { Database } from '../../db/database.ts';
import { tenants } from '../../db/identity/schema.ts';
import { readProofFacts } from '../../db/reconciliation/proof/readProof.ts';
import type { ProofFacts } from '../../domain/reconciliation/proof/facts.ts';
import { type Proof, prove } from '../../domain/reconciliation/proof/prove.ts';
import { type Shown, show } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
import { EXIT_CODES, Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { sayProof } from './proofText.ts';

interface Asked extends Shown {
  tenant?: string;
  asOf?: string;
  all?: boolean;
}
type Tenant = typeof tenants.$inferSelect;

/** Whether an organisation has connected or imported anything that could be compared. */
const hasAnything = ({ accounts, sources }: ProofFacts): boolean => accounts.length > 0 || sources.length > 0;

async function wantedTenants(db: Database, wanted: string | undefined): Promise<Tenant[]> {
  const all = await db.withPlatform('proof of reconciliation', (tx) => tx.select().from(tenants).orderBy(tenants.slug));
  const found = all.filter(({ id, slug, name }) => !wanted || [id, slug, name].includes(wanted));
  if (found.length > 0) return found;
  throw new Failure('missing', `there is no organisation ${wanted}`, {
    next: `it is one of: ${all.map(({ slug }) => slug).join(', ')}`,
  });
}

interface Proved {
  tenant: Tenant;
  proof: Proof;
}

async function proofsOf(db: Database, timeZone: string, { tenant, asOf }: Asked): Promise<Proved[]> {
  const proved: Proved[] = [];
  for (const one of await wantedTenants(db, tenant)) {
    const facts = await readProofFacts(db, one.id, { timeZone, day: asOf ?? null });
    if (!facts) throw new Failure('usage', `--as-of: ${asOf} has not begun for ${one.name}`);
    // Who was not asked for by name and has nothing here has nothing to prove.
    if (tenant || hasAnything(facts)) proved.push({ tenant: one, proof: prove(facts) });
  }
  return proved;
}

/**
 * Proves for each organisation that banks, ledger and WHMCS agree, from the books alone. Ends with 0 only when all agree and
 * nothing is open; also where there is nothing to prove it does not.
 */
export async function proofStatus(configuration: Configuration, options: Asked): Promise<void> {
  if (options.asOf !== undefined && !dayText().safeParse(options.asOf).success)
    throw new Failure('usage', `--as-of: a day such as 2026-10-31, not ${options.asOf}`);
  const db = openConfiguredDatabase(configuration, 2);
  try {
    const proved = await proofsOf(db, configuration.bookings.timeZone, options);
    const body = {
      agrees: proved.length > 0 && proved.every(({ proof }) => proof.agrees),
      tenants: proved.map(({ tenant: { id, slug, name }, proof }) => ({
        tenant_id: id,
        tenant: slug,
        name,
        ...proofJson(proof),
        findings: proof.findings.map(findingJson),
      })),
    };
    show(body, options, () => {
      if (proved.length === 0) line('nothing is connected and no statement is imported: there is nothing to prove');
      for (const [index, { tenant, proof }] of proved.entries()) {
        if (index > 0) line();
        sayProof(tenant.name, proof, { all: options.all === true });
      }
    });
    if (!body.agrees) process.exitCode = EXIT_CODES.failed.code;
  } finally {
    await db.end();
  }
}
