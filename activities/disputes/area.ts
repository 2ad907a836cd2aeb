import { countTokens } from 'gpt-tokenizer';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { ActivityArea } from '../slice.ts';
import { type CollectDeps, createCollectActivities } from './createCollectActivities.ts';
import { createDisputeActivities, type DisputeDeps } from './createDisputeActivities.ts';
import { createExecuteActivities } from './createExecuteActivities.ts';
import { createResolveActivities, type ResolveDeps } from './createResolveActivities.ts';
import { mails } from './mails.ts';
import { notingMoneyProblems } from './moneyProblems.ts';
import { reviewKinds } from './reviewKinds.ts';

export const disputes = {
  activities: (
    deps: Pick<DisputeDeps, 'db' | 'approverEmails'> &
      Pick<ResolveDeps, 'llm' | 'embeddings'> & {
        vendors: Pick<CollectDeps, 'crm' | 'billing' | 'stripe'> & Pick<ResolveDeps, 'openai'>;
        /** null when no queue hears of reviews. */
        publishReview: unknown;
        log: Log;
      },
  ) => ({
    core: createDisputeActivities({ ...deps, publishesReviews: deps.publishReview !== null }),
    integrations: createCollectActivities({ db: deps.db, ...deps.vendors }),
    llm: createResolveActivities({
      db: deps.db,
      openai: deps.vendors.openai,
      llm: deps.llm,
      countTokens: (text) => countTokens(text),
      embeddings: deps.embeddings,
      logCall: (call) => deps.log('model call', { ...call }),
    }),
    payouts: notingMoneyProblems(deps.db, createExecuteActivities({ db: deps.db, ...deps.vendors })),
  }),
  mails,
  reviewKinds,
  vendorOf: {
    fetchCrmCase: 'salesforce',
    fetchBilling: 'zuora',
    fetchPayments: 'stripe',
    fetchCharge: 'stripe',
    findSimilarCasesAndPolicies: 'openai',
    generateResolution: 'openai',
    executeRefund: 'stripe',
    recordRefundInBilling: 'zuora',
  },
} satisfies ActivityArea;
