import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { keepSampleResolutions } from '../../books/disputes/keepSampleResolutions.ts';
import type { Database } from '../../db/database.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { createOpenAiClient } from '../../providers/openai/client.ts';
import type { ApiClient } from '../apiClient.ts';
import type { Configuration } from '../configuration.ts';

export const POLICIES_DIRECTORY = join(import.meta.dirname, '..', '..', 'db', 'seed', 'policies');

const EARLIER = [
  {
    caseId: 'SEED-001',
    disputeType: 'duplicate_charge',
    amountMinor: 4900,
    segment: 'standard',
    text: 'Charged twice for the same month.',
    resolution: 'full_refund 49.00 USD',
  },
  {
    caseId: 'SEED-002',
    disputeType: 'service_outage',
    amountMinor: 8000,
    segment: 'premium',
    text: 'The service was down for two days.',
    resolution: 'partial_refund 40.00 USD',
  },
  {
    caseId: 'SEED-003',
    disputeType: 'billing_error',
    amountMinor: 4500,
    segment: 'standard',
    text: 'The invoice shows a wrong amount for my plan.',
    resolution: 'full_refund 45.00 USD',
  },
  {
    caseId: 'SEED-004',
    disputeType: 'unauthorized',
    amountMinor: 12_000,
    segment: 'standard',
    text: 'I never made this payment.',
    resolution: 'escalate',
  },
];

/** Uploads every policy file of a folder through the API. Returns the file names. */
export async function uploadPolicies(admin: ApiClient, directory: string): Promise<string[]> {
  const files = (await readdir(directory)).filter((file) => /\.(docx|md|txt)$/i.test(file)).toSorted();
  for (const file of files) {
    const content = await readFile(join(directory, file));
    const answer = await admin.post('/admin/policies', {
      file_name: basename(file),
      content_base64: content.toString('base64'),
    });
    if (answer.status !== 202) throw new Error(`${file}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return files;
}

/** Stores the sample resolutions of earlier cases with their embeddings; repeated runs change nothing. */
export async function seedResolutions(configuration: Configuration, db: Database): Promise<void> {
  const endpoint = configuration.endpoint('openai');
  if (!endpoint) throw new Error('no model endpoint: set OPENAI_API_KEY or MOCK_OPENAI');
  const model = configuration.env.OPENAI_EMBEDDING_MODEL;
  const openai = createOpenAiClient(endpoint);
  const queries = EARLIER.map((seed) => `${seed.disputeType}\n${seed.text}`);
  const vectors = (await openai.embeddings.create({ model, input: queries })).data.map((item) => item.embedding);
  const samples = EARLIER.map((seed, index) => ({
    tenantId: DEFAULT_TENANT_ID,
    caseId: seed.caseId,
    disputeType: seed.disputeType,
    amountMinor: seed.amountMinor,
    customerSegment: seed.segment,
    resolution: seed.resolution,
    caseContext: queries[index] ?? '',
    embedding: vectors[index] ?? [],
    embeddingModel: model,
    mock: endpoint.mock,
  }));
  await db.withTenant(DEFAULT_TENANT_ID, (tx) => keepSampleResolutions(tx, samples));
}

/** Policies and earlier cases, so that the first proposals have something to stand on. */
export async function seedLearning(admin: ApiClient, configuration: Configuration, db: Database): Promise<void> {
  await uploadPolicies(admin, POLICIES_DIRECTORY);
  await seedResolutions(configuration, db);
}
