import type { OAuth2 } from 'jsforce';
import { z } from 'zod';
import { isSameCrmRecord } from '../../domain/disputes/crmId.ts';
import type { CrmFacts } from '../../domain/disputes/facts.ts';
import { readAmount } from '../../domain/money/amountText.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import { createAccessTokens, type WithToken } from '../accessTokens.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { InvalidRecordError, instantText, type RecordName, readField, readRecord } from '../invalidRecord.ts';
import { VendorError } from '../vendorError.ts';
import { isSessionRefused, salesforceError, salesforceTokenError } from './errors.ts';
import { sendBySelf } from './transport.ts';

const API_VERSION = '67.0';

// Custom fields of a Salesforce org; this is the one place that knows them.
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
  CreatedDate: instantText.nullish(),
});
/** Whom the case is about, where the integration's user may read it. */
const contactOfCase = z.object({ Contact: z.object({ Name: z.string().nullish() }).nullish() });
const accountRecord = z.object({
  Id: z.string(),
  Name: z.string().nullish(),
  Type: z.string().nullish(),
  Customer_Segment__c: z.string().nullish(),
});

const organizationRecord = z.object({ Id: z.string().min(1), Name: z.string().nullish() });

/** The answer to a client that asks for a token. It names no end: that of a session is a setting of the organisation. */
const tokenAnswer = z.object({ access_token: z.string().min(1) });

const CASE_FIELDS = Object.keys(caseRecord.shape);
const CONTACT_NAME = 'Contact.Name';
const ACCOUNT_FIELDS = Object.keys(accountRecord.shape);

export interface CrmReader {
  readonly mock: boolean;
  /** Whose organisation the token opens. Throws VendorError. */
  identify(): Promise<AccountIdentity>;
  /** The case and its account. Throws VendorError; a missing case is terminal. */
  fetchCase(caseId: string): Promise<CrmFacts>;
}

const named = (record: string): RecordName => ({ vendor: 'salesforce', type: 'CRM_RECORD_INVALID', record });

/** The currency of a case: a three-letter code in any case. One that is not there is never guessed. */
function currencyOf(name: RecordName, code: string | null | undefined): string {
  const currency = (code ?? '').trim().toUpperCase();
  if (isCurrency(currency)) return currency;
  throw new InvalidRecordError(name.vendor, name.type, {
    record: name.record,
    field: 'CurrencyIsoCode',
    rule: currency ? 'unknown_currency' : 'missing',
    reason: currency ? 'this is no ISO 4217 currency' : 'the case says no currency',
  });
}

const contactName = (found: object): string | null =>
  contactOfCase.safeParse(found).data?.Contact?.Name?.trim() || null;

/** A case and its account in our words. Throws InvalidRecordError naming the field and the rule it breaks. */
function crmFacts(found: object, accountFound: object | null, now: Date): CrmFacts['dispute'] {
  const id = 'Id' in found ? String(found.Id).slice(0, 40) : '';
  const name = named(`CRM case ${id}`);
  const record = readRecord(name, caseRecord, found);
  const account = accountFound ? readRecord(named(`CRM account of case ${id}`), accountRecord, accountFound) : null;
  const currency = currencyOf(name, record.CurrencyIsoCode);
  const chargeId = record.Stripe_Charge_Id__c?.trim();
  return {
    caseId: record.Id,
    customerId: record.AccountId ?? '',
    customerName: contactName(found) ?? (account?.Name?.trim() || null),
    disputeType: record.Dispute_Type__c ?? '',
    amountMinor: readField(name, 'Amount__c', () => readAmount(record.Amount__c ?? 0, currency)),
    currency,
    description: record.Description ?? record.Subject ?? '',
    segment: account?.Customer_Segment__c ?? 'standard',
    accountType: account?.Type ?? 'unknown',
    chargeId: chargeId || null,
    contactEmail: record.SuppliedEmail?.trim() || null,
    // A case without a date is taken as opened now: its charge is then never younger than it is.
    openedAt: new Date(record.CreatedDate ?? now).toISOString(),
    closed: record.Status === 'Closed',
  };
}

/**
 * The record must be the one that was asked for. The CRM also finds a case by letters that are not its id, such as a wrong
 * checksum behind it; the case would then be another dispute with each of them, and be paid each time.
 */
function assertAsked(caseId: string, { Id }: { Id?: unknown }): void {
  if (isSameCrmRecord(String(Id), caseId)) return;
  throw new InvalidRecordError('salesforce', 'CRM_RECORD_INVALID', {
    record: `CRM case ${caseId.slice(0, 40)}`,
    field: 'Id',
    rule: 'other_record',
    reason: 'the CRM gave a record with another id than was asked for',
  });
}

/**
 * Sessions of a client, by the OAuth 2.0 client credentials flow. The answer also names an instance: we stay at the address
 * that was checked. jsforce's own renewal is not used: while the vendor refuses every session it asks for another for ever.
 */
const sessionsOf = (client: OAuth2): WithToken =>
  createAccessTokens(async () => {
    try {
      const answer = await client.requestToken({ grant_type: 'client_credentials' });
      return { token: tokenAnswer.parse(answer).access_token, lifeMs: null };
    } catch (error) {
      throw salesforceTokenError(error);
    }
  }, isSessionRefused);

/** Salesforce through jsforce. Questions are asked again a few times; the activity's time-out bounds that. */
export async function createSalesforceClient(endpoint: VendorEndpoint): Promise<CrmReader> {
  // Loaded on first use: jsforce is the heaviest of the SDKs and only one worker profile needs it.
  const { Connection, OAuth2 } = await import('jsforce');
  const { baseUrl, credential, clientId } = endpoint;
  const connection = new Connection({ instanceUrl: baseUrl, version: API_VERSION, maxRequest: 20 });
  const oauth2 = new OAuth2({ loginUrl: baseUrl, clientId: clientId ?? '', clientSecret: credential });
  for (const sender of [connection, oauth2]) sendBySelf(sender);
  const withSession: WithToken = clientId ? sessionsOf(oauth2) : (work) => work(credential);
  /** One question to the organisation. Throws VendorError, and what the answer breaks. */
  const ask = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await withSession((token) => {
        connection.accessToken = token;
        return question();
      });
    } catch (error) {
      throw salesforceError(error);
    }
  };
  return {
    mock: endpoint.mock,
    async identify() {
      const found = await ask(async () => connection.sobject('Organization').findOne({}, ['Id', 'Name']));
      const { Id: accountId, Name: name } = readRecord(named('CRM organisation'), organizationRecord, found ?? {});
      return { accountId, name: name ?? accountId };
    },
    async fetchCase(caseId) {
      const read = (fields: string[]) => ask(async () => connection.sobject('Case').findOne({ Id: caseId }, fields));
      // A user that may not read contacts is told that the field is unknown; a case is decided without a name as well.
      const found = await read([...CASE_FIELDS, CONTACT_NAME]).catch((error: unknown) => {
        if (error instanceof VendorError && error.type === 'CRM_REJECTED_REQUEST') return read(CASE_FIELDS);
        throw error;
      });
      if (!found) throw new VendorError('salesforce', 'CRM_CASE_NOT_FOUND', 'terminal');
      assertAsked(caseId, found);
      const accountId: unknown = found.AccountId;
      const account =
        typeof accountId === 'string' && accountId
          ? await ask(async () => connection.sobject('Account').findOne({ Id: accountId }, ACCOUNT_FIELDS))
          : null;
      return { mock: endpoint.mock, dispute: crmFacts(found, account, new Date()) };
    },
  };
}
