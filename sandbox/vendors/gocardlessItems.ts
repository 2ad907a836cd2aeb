import type { Response } from 'express';
import { BANKS } from '../bankWorld.ts';
import type { SandboxStore } from '../store.ts';

export const VENDOR = 'gocardless';
export const DAY_MS = 86_400_000;
/** As the vendor's own sandbox calls them: the bank and its BIC. */
export const institutionId = (bank: string) => `${bank}_${bank.slice(0, 3)}XDEFF`;
export const bankOf = (institution: string) => BANKS.find(({ id }) => institutionId(id) === institution);

export interface Agreement {
  id: string;
  created: string;
  institution_id: string;
  max_historical_days: number;
  access_valid_for_days: number;
  access_scope: string[];
  accepted: string | null;
}
export interface Requisition {
  id: string;
  created: string;
  redirect: string;
  status: string;
  institution_id: string;
  agreement: string;
  reference: string;
  accounts: string[];
  user_language: string;
  link: string;
  ssn: null;
  account_selection: boolean;
  redirect_immediate: boolean;
}
/** An account as one requisition calls it: the next one gives it another id. */
export interface OpenedAccount {
  id: string;
  requisition: string;
  account: string;
  /** Times of calls by kind of data. */
  calls: Record<string, number[]>;
}

export const refuse = (response: Response, status: number, summary: string, detail: string, more: object = {}) =>
  void response.status(status).json({ summary, detail, status_code: status, ...more });
export const notFound = (response: Response) => refuse(response, 404, 'Not found.', 'Not found.');

export const effect = (kind: string, id: string) => ({
  vendor: VENDOR,
  kind,
  idempotencyKey: null,
  businessKey: null,
  amountMinor: null,
  currency: null,
  id,
});

export function hasEnded(store: SandboxStore, requisition: Requisition): boolean {
  const agreement = store.get<Agreement>(VENDOR, 'agreement', requisition.agreement);
  const accepted = Date.parse(agreement?.accepted ?? '');
  return Boolean(agreement && accepted + agreement.access_valid_for_days * DAY_MS <= store.now());
}
