import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { disputeResolutions } from '../../../db/disputes/schema.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const MODEL = 'text-embedding-3-small';
const ROWS = 400;

/** Seeded unit vectors in 40 loose clusters: the same on every server. */
function vectors(count: number, seed: number): number[][] {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648 - 0.5;
  };
  const centres = Array.from({ length: 40 }, () => Array.from({ length: 1536 }, random));
  return Array.from({ length: count }, (_, index) => {
    const centre = centres[index % 40] ?? [];
    const raw = centre.map((value) => value + 0.35 * random());
    const norm = Math.hypot(...raw);
    return raw.map((value) => Math.fround(value / norm));
  });
}
const stored = vectors(ROWS, 7);
const queries = vectors(20, 8);
const nearest = (query: number[]) =>
  stored
    .map((vector, index) => ({
      caseId: `V-${index}`,
      similarity: vector.reduce((sum, value, position) => sum + value * (query[position] ?? 0), 0),
    }))
    .toSorted((a, b) => b.similarity - a.similarity)
    .slice(0, 3);

const row = (tenantId: string, caseId: string, embedding: number[], over: object = {}) => ({
  tenantId,
  caseId,
  disputeType: 'other',
  amountMinor: 100,
  currency: 'USD',
  customerSegment: 's',
  resolution: 'r',
  reasoning: 'r',
  caseContext: 'c',
  outcome: 'refunded',
  embedding,
  embeddingModel: MODEL,
  mock: true,
  ...over,
});

function suite(name: string, serverUrl: () => string): void {
  describe(name, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase(serverUrl());
      await database.db.withTenant(A, (tx) =>
        tx.insert(disputeResolutions).values(stored.map((embedding, index) => row(A, `V-${index}`, embedding))),
      );
      // The other tenant holds the queries themselves: the very best matches, which nobody of A may get.
      await database.db.withTenant(B, (tx) =>
        tx.insert(disputeResolutions).values(queries.map((embedding, index) => row(B, `FOREIGN-${index}`, embedding))),
      );
    });
    afterAll(() => database.end());
    const ask = (query: number[], tenantId = A, model = MODEL, mock = true) =>
      database.db.withTenant(tenantId, (tx) =>
        tx.execute(
          sql`select d.case_id, n.similarity from nearest_dispute_resolutions(${`{${query.join(',')}}`}::real[], ${model}, ${mock}, 3) n join dispute_resolutions d on d.id = n.id order by n.similarity desc`,
        ),
      );

    it("[DR-POL-02] [DR-TECH-02] returns the same three neighbours as an exact scan outside the database, never another tenant's", async () => {
      for (const query of queries) {
        const found = await ask(query);
        expect(found.map((neighbour) => neighbour.case_id)).toEqual(
          nearest(query).map((neighbour) => neighbour.caseId),
        );
      }
    });

    it('[DR-VEC-03] never mixes models or mock and real embeddings', async () => {
      const [query = []] = queries;
      expect(await ask(query, A, 'another-model')).toHaveLength(0);
      expect(await ask(query, A, MODEL, false)).toHaveLength(0);
    });

    it('[DR-VEC-09] the top three never get worse when closer cases are added', async () => {
      const [query = []] = queries;
      const before = (await ask(query)).map((neighbour) => Number(neighbour.similarity));
      await database.db.withTenant(A, (tx) => tx.insert(disputeResolutions).values(row(A, 'CLOSER', query)));
      const after = (await ask(query)).map((neighbour) => Number(neighbour.similarity));
      after.forEach((similarity, index) => {
        expect(similarity).toBeGreaterThanOrEqual((before[index] ?? 0) - 1e-6);
      });
      await database.db.withTenant(A, (tx) =>
        tx.execute(sql`update dispute_resolutions set mock = false where case_id = 'CLOSER'`),
      );
    });
  });
}

suite('exact search without pgvector (embedded)', () => inject('embeddedUrl'));
const vectorUrl = process.env.VECTOR_DATABASE_URL;
if (vectorUrl) {
  suite('HNSW search with pgvector', () => vectorUrl);
  it('the index exists and is used', async () => {
    const database = await createTestDatabase(vectorUrl);
    const [index] = await database.owner`select indexdef from pg_indexes where indexname = 'dispute_resolutions_hnsw'`;
    await database.end();
    expect(index?.indexdef).toContain('hnsw');
  });
} else {
  it.skip('HNSW search with pgvector: no PostgreSQL with pgvector on this machine', () => undefined);
}
