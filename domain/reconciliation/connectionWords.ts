import type { ConnectionStatus } from '../connections/states.ts';
import type { LicenseProblem } from './licenses.ts';

/** How an outside account stands, for people. */
export interface ConnectionWords {
  tone: 'plain' | 'good' | 'bad' | 'warn' | 'info';
  text: string;
  /** What a person can do; empty when nothing is needed. */
  next: string;
}

interface Facts {
  status: ConnectionStatus;
  failures: number;
  lastCode: string | null;
  /** Whether it was ever read to the end. */
  wasRead: boolean;
}

const words = (tone: ConnectionWords['tone'], text: string, next = ''): ConnectionWords => ({ tone, text, next });

const PROBLEMS: Readonly<Record<string, readonly [text: string, next: string]>> = {
  WHMCS_CREDENTIALS: ['WHMCS refuses the credential', 'Give a new API credential'],
  WHMCS_PERMISSION: ['The credential may not do what is needed', 'Give its API role the actions that the guide names'],
  WHMCS_ADDRESS_REFUSED: ['WHMCS refuses our address', 'Add our address to its API access list, or give an access key'],
  WHMCS_ADDRESS_NOT_PUBLIC: ['The address is not one of the internet', 'Register the public address of WHMCS'],
  WHMCS_NOT_FOUND: ['Nothing answers at this address as WHMCS does', 'Check the address of WHMCS'],
  WHMCS_RATE_LIMITED: ['WHMCS asks us to wait', ''],
  WHMCS_UNAVAILABLE: ['WHMCS does not answer', ''],
  WHMCS_ANSWER_UNREADABLE: ['What WHMCS answers can’t be read', ''],
  STRIPE_CREDENTIALS: ['Stripe has ended the access', 'Connect it again'],
  STRIPE_PERMISSION: ['Stripe refuses the access', 'Connect it again'],
  STRIPE_RATE_LIMITED: ['Stripe asks us to wait', ''],
  STRIPE_UNAVAILABLE: ['Stripe does not answer', ''],
};
const LICENSE: Readonly<Record<LicenseProblem, readonly [text: string, next: string]>> = {
  LICENSE_KEY_UNKNOWN: ['Its licence key is not known any more', 'Ask the operator of this installation'],
  LICENSE_KEY_SUSPENDED: ['Not read: its licence key is suspended', 'Ask the operator of this installation'],
  LICENSE_KEY_EXPIRED: ['Not read: its licence key has expired', 'Ask the operator of this installation to extend it'],
  LICENSE_LIMIT_REACHED: ['Its licence key has no place left', 'Ask the operator of this installation'],
};

/** An outside account as a person reads it: whether it is read, and what to do where it is not. */
export function connectionWords(facts: Facts, license: LicenseProblem | null = null): ConnectionWords {
  const known = facts.lastCode === null ? undefined : PROBLEMS[facts.lastCode];
  if (facts.status === 'disconnected') return words('plain', 'Disconnected: not read any more');
  if (facts.status === 'pending') return words('info', 'Waits for the consent', 'Finish it there, or connect it again');
  if (license) return words('bad', ...LICENSE[license]);
  if (facts.status === 'requires_reauth')
    return words('bad', known?.[0] ?? 'The access has ended', known?.[1] || 'Connect it again');
  if (facts.failures > 0) {
    const how = facts.failures === 1 ? 'once' : `${facts.failures} times`;
    return words(
      'warn',
      `${known?.[0] ?? 'It could not be read'}: failed ${how}`,
      known?.[1] || 'It is read again by itself',
    );
  }
  return facts.wasRead ? words('good', 'Read') : words('info', 'Connected, and not read yet');
}
