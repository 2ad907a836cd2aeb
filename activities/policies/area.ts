import type { ActivityArea } from '../slice.ts';
import { createPolicyActivities, type PolicyDeps } from './createPolicyActivities.ts';

export const policies = {
  activities: (
    deps: Pick<PolicyDeps, 'db' | 'child'> & { llm: { embeddingModel: string }; vendors: Pick<PolicyDeps, 'openai'> },
  ) => ({
    llm: createPolicyActivities({ ...deps, openai: deps.vendors.openai, embeddingModel: deps.llm.embeddingModel }),
  }),
  vendorOf: {
    ingestPolicy: 'openai',
  },
} satisfies ActivityArea;
