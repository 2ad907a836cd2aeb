import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';

/** Accounts that tenants have at the gateway, the CRM and billing. */
export const vendors = {
  errorCodes: {
    VENDOR_ACCOUNT_IN_USE: {
      status: 409,
      kind: 'terminal',
      title: 'This account is in use by another organisation',
      next: 'Connect another account, or have the other organisation disconnect it',
    },
    OTHER_VENDOR_ACCOUNT: {
      status: 409,
      kind: 'terminal',
      title: 'This is another account than the one that is connected; say so to put it in its place',
      next: 'Check which account the credential opens; confirm to put it in place of the other',
    },
    VENDOR_MONEY_OPEN: {
      status: 409,
      kind: 'terminal',
      title: 'Money at this account is on its way or not explained; settle that first',
      next: 'Settle the open money of this account first',
    },
    VENDOR_CREDENTIAL_REFUSED: {
      status: 422,
      kind: 'terminal',
      title: 'The vendor refuses this credential',
      next: 'Check the credential at the vendor and give a valid one',
    },
  },
  eventsTitle: 'Connected accounts',
  events: eventWords,
  mailTemplates: {
    vendor_account_refused: 'a vendor refuses a credential',
  },
  powerKinds: { vendor_account: 'integrations:manage' },
} as const satisfies DomainArea;
