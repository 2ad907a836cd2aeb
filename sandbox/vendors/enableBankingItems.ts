import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { BankAccount } from '../bankWorld.ts';
import type { SandboxStore } from '../store.ts';

export const VENDOR = 'enablebanking';

export interface Session {
  id: string;
  aspsp: { name: string; country: string };
  psu_type: 'business' | 'personal';
  valid_until: string;
  created: string;
  status: 'AUTHORIZED' | 'CLOSED' | 'EXPIRED';
  /** Ids of its accounts in this session, and the account behind each. */
  accounts: { uid: string; account: string }[];
}

export const refuse = (response: Response, status: number, error: string, message: string) =>
  void response.status(status).json({ code: status, message, error, detail: null });

export const hash = (text: string) => createHash('sha256').update(text).digest('base64');

export const shownAccount = (account: BankAccount, uid: string) => ({
  uid,
  account_id: account.iban
    ? { iban: account.iban }
    : { other: { identification: account.number ?? '', scheme_name: 'BBAN' } },
  name: account.holder,
  details: account.name,
  usage: 'ORGA',
  cash_account_type: 'CACC',
  currency: account.currency,
  identification_hash: hash(account.id),
  identification_hashes: [hash(account.id)],
});

export const statusOf = (store: SandboxStore, session: Session): Session['status'] =>
  session.status === 'AUTHORIZED' && Date.parse(session.valid_until) <= store.now() ? 'EXPIRED' : session.status;
