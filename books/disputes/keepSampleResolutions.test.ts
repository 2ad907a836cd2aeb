import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { keepSampleResolutions } from './keepSampleResolutions.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const sample = (caseId: string, embedding: number[], resolution = 'full_refund 1.00 USD') => ({
  tenantId,
  caseId,
  disputeType: 'billing_error',
  amountMinor: 100,
  customerSegment: 'standard',
  resolution,
  caseContext: 'x',
  embedding,
  embeddingModel: 'test',
  mock: true,
});

describe('samples of earlier cases', () => {
  it('the same case again takes over its embedding and nothing else', async () => {
    for (const samples of [[sample('S-1', [1, 0]), sample('S-2', [0, 1])], [sample('S-1', [0.5, 0.5], 'another')]])
      await database.db.withTenant(tenantId, (tx) => keepSampleResolutions(tx, samples));
    const rows =
      await database.owner`select case_id, resolution, embedding, currency from dispute_resolutions order by case_id`;
    expect(rows.map((row) => [row.case_id, row.resolution, row.embedding, row.currency])).toEqual([
      ['S-1', 'full_refund 1.00 USD', [0.5, 0.5], 'USD'],
      ['S-2', 'full_refund 1.00 USD', [0, 1], 'USD'],
    ]);
  });
});
