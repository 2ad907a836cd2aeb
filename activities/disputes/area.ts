import { countTokens } from 'gpt-tokenizer';
import type { Database } from '../../db/database.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { askAboutMoney } from './askAboutMoney.ts';
import { executeRefund } from './executeRefund.ts';
import { fetchBilling } from './fetchBilling.ts';
import { fetchCharge } from './fetchCharge.ts';
import { fetchCrmCase } from './fetchCrmCase.ts';
import { fetchPayments } from './fetchPayments.ts';
import { findSimilarCasesAndPolicies, type SearchDeps } from './findSimilarCasesAndPolicies.ts';
import { generateResolution, type ResolveDeps } from './generateResolution.ts';
import { mails } from './mails.ts';
import type { CollectDeps } from './readVendor.ts';
import { recordRefundInBilling } from './recordRefundInBilling.ts';
import { reverseFailedRefund } from './reverseFailedRefund.ts';
import { reviewKinds } from './reviewKinds.ts';
import { sendForReview } from './sendForReview.ts';
import { settleUnknown } from './settleUnknown.ts';
import { storeResults } from './storeResults.ts';
import { validateDispute } from './validateDispute.ts';

interface Deps extends Pick<ResolveDeps, 'llm'>, Pick<SearchDeps, 'embeddings'> {
  db: Database;
  /** APPROVER_EMAIL. */
  approverEmails: string[];
  vendors: Pick<CollectDeps, 'crm' | 'billing' | 'stripe'> & Pick<ResolveDeps, 'openai'>;
  /** null when no queue hears of reviews. */
  publishReview: unknown;
  log: Log;
}

export const disputes = {
  activities({ db, approverEmails, vendors, publishReview, llm, embeddings, log }: Deps): DisputeActivities {
    const { openai } = vendors;
    const money = { db, ...vendors };
    return {
      core: {
        validateDispute: validateDispute(db),
        sendForReview: sendForReview({ db, approverEmails, publishesReviews: publishReview !== null }),
        askAboutMoney: askAboutMoney({ db, approverEmails }),
        storeResults: storeResults({ db, approverEmails }),
      },
      integrations: {
        fetchCrmCase: fetchCrmCase(money),
        fetchBilling: fetchBilling(money),
        fetchPayments: fetchPayments(money),
        fetchCharge: fetchCharge(money),
      },
      llm: {
        findSimilarCasesAndPolicies: findSimilarCasesAndPolicies({ db, openai, llm, embeddings }),
        generateResolution: generateResolution({
          db,
          openai,
          llm,
          countTokens: (text) => countTokens(text),
          logCall: (call) => log('model call', { ...call }),
        }),
      },
      payouts: {
        executeRefund: executeRefund(money),
        recordRefundInBilling: recordRefundInBilling(money),
        settleUnknown: settleUnknown(money),
        reverseFailedRefund: reverseFailedRefund(money),
      },
    };
  },
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
