import { z } from 'zod';
import type { CrmFacts } from '../../domain/disputes/facts.ts';
import { parseAmount } from '../../domain/money/money.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { VendorError } from '../vendorError.ts';
import { salesforceError } from './errors.ts';

const API_VERSION = '67.0';

// Field names of the seed's org; this is the one place that knows them.
const caseRecord = z.object({
  Id: z.string(),
  AccountId: z.string().nullish(),
  Description: z.string().nullish(),
  Subject: z.string().nullish(),
  Status: z.string().nullish(),
  Amount__c: z.union([z.number(), z.string()]).nullish(),
  CurrencyIsoCode: z.string().nullish(),
  Dispute_Type__c: z.string().nullish(),
  Stripe_Charge_Id__c: z.string().nullish(),
  SuppliedEmail: z.string().nullish(),
  CreatedDate: z.string().nullish(),
});
const accountRecord = z.object({
  Id: z.string(),
  Type: z.string().nullish(),
  Customer_Segment__c: z.string().nullish(),
});

const CASE_FIELDS = Object.keys(caseRecord.shape);
const ACCOUNT_FIELDS = Object.keys(accountRecord.shape);

export interface CrmReader {
  /** The case and its account. Throws VendorError; a missing case is terminal. */
  fetchCase(caseId: string): Promise<CrmFacts>;
}

/** Salesforce through jsforce. jsforce retries GETs by itself on 5xx; the activity's time-out bounds that. */
export async function createSalesforceClient(endpoint: VendorEndpoint): Promise<CrmReader> {
  // Loaded on first use: jsforce is the heaviest of the SDKs and only one worker profile needs it.
  const { Connection } = await import('jsforce');
  const connection = new Connection({
    instanceUrl: endpoint.baseUrl,
    accessToken: endpoint.credential,
    version: API_VERSION,
    maxRequest: 20,
  });
  return {
    async fetchCase(caseId) {
      try {
        const found = await connection.sobject('Case').findOne({ Id: caseId }, CASE_FIELDS);
        if (!found) throw new VendorError('salesforce', 'CRM_CASE_NOT_FOUND', 'terminal');
        const record = caseRecord.parse(found);
        const accountFound = record.AccountId
          ? await connection.sobject('Account').findOne({ Id: record.AccountId }, ACCOUNT_FIELDS)
          : null;
        const account = accountFound ? accountRecord.parse(accountFound) : null;
        const currency = record.CurrencyIsoCode ?? 'USD';
        return {
          mock: endpoint.mock,
          dispute: {
            caseId: record.Id,
            customerId: record.AccountId ?? '',
            disputeType: record.Dispute_Type__c ?? '',
            amountMinor: parseAmount(record.Amount__c ?? 0, currency),
            currency,
            description: record.Description ?? record.Subject ?? '',
            segment: account?.Customer_Segment__c ?? 'standard',
            accountType: account?.Type ?? 'unknown',
            chargeId: record.Stripe_Charge_Id__c ?? null,
            contactEmail: record.SuppliedEmail ?? null,
            openedAt: record.CreatedDate ?? new Date(0).toISOString(),
            closed: record.Status === 'Closed',
          },
        };
      } catch (error) {
        throw salesforceError(error);
      }
    },
  };
}
