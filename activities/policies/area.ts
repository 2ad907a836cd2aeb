import type { PolicyActivities } from '../../workflows/policies/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { failPolicy } from './failPolicy.ts';
import { ingestPolicy, type PolicyDeps } from './ingestPolicy.ts';

export const policies = {
  activities: (
    deps: Pick<PolicyDeps, 'db' | 'child'> & { llm: { embeddingModel: string }; vendors: Pick<PolicyDeps, 'openai'> },
  ) => ({
    llm: {
      ingestPolicy: ingestPolicy({ ...deps, openai: deps.vendors.openai, embeddingModel: deps.llm.embeddingModel }),
      failPolicy: failPolicy(deps),
    } satisfies PolicyActivities,
  }),
  vendorOf: {
    ingestPolicy: 'openai',
  },
} satisfies ActivityArea;
