import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';

/** Tenants, people, keys, and what they may do. */
export const identity = {
  errorCodes: {
    INVALID_CREDENTIALS: {
      status: 401,
      kind: 'terminal',
      title: 'E-mail or password is wrong',
      next: 'Try again, or ask for a new password',
    },
    SECOND_FACTOR_REQUIRED: {
      status: 401,
      kind: 'terminal',
      title: 'This account also needs a code of its second factor',
      next: 'Give the code of your authenticator app',
    },
    EMAIL_TAKEN: {
      status: 409,
      kind: 'terminal',
      title: 'There is an account with this e-mail',
      next: 'Sign in with it, or use another address',
    },
    ADDRESS_NOT_PROVED: {
      status: 409,
      kind: 'terminal',
      title: 'Nobody has proved that this address is theirs; invite the address instead',
      next: 'Invite the address instead',
    },
    POWER_CHANGE_CLOSED: {
      status: 409,
      kind: 'terminal',
      title: 'This change is decided already, or too old',
      next: 'Ask for the change anew, if it is still wanted',
    },
    SECOND_PERSON_REQUIRED: {
      status: 403,
      kind: 'terminal',
      title: 'Another person must approve this',
      next: 'Ask another administrator to approve it',
    },
    SLUG_TAKEN: {
      status: 409,
      kind: 'terminal',
      title: 'There is a tenant with this slug',
      next: 'Choose another slug',
    },
    SECOND_FACTOR_ACTIVE: {
      status: 409,
      kind: 'terminal',
      title: 'The second factor is on already',
      next: 'Nothing is needed; turn it off first to set it up anew',
    },
    ACCOUNT_LOCKED: {
      status: 429,
      kind: 'retryable',
      title: 'Too many failed tries; wait, or sign in from a device you have used before',
      next: 'Wait for the time in the header Retry-After, or use a device that you have used before',
    },
  },
  eventsTitle: 'People, rights and settings',
  events: eventWords,
  permissions: {
    'admin:users': { name: 'invite and change users', roles: ['admin', 'super_user'], power: true },
    'admin:config': { name: 'change settings', roles: ['admin', 'super_user'], power: true },
    'admin:api-keys': { name: 'make and revoke API keys', roles: ['admin'], power: true },
    'admin:tenants': { name: 'create and suspend tenants', roles: ['super_user'], power: true },
  },
  powerKinds: {
    setting: 'admin:config',
    user: 'admin:users',
    invitation: 'admin:users',
    api_key: 'admin:api-keys',
  },
  mailTemplates: {
    power_change_requested: 'a change of rights waits for a second person',
    power_change_decided: 'a change of rights was decided',
    second_factor_off: 'a second factor was turned off',
    address_proof: 'an address must be proved',
    password_reset: 'a new password can be set',
  },
  groups: {
    sign_in: { title: 'Signing in', about: 'What people show before they may decide about money', order: 40 },
  },
  settings: {
    second_factor_required: {
      group: 'sign_in',
      order: 10,
      unit: { is: 'yes_no', words: ['needed', 'not needed'] },
      name: 'A second factor',
      about: 'Whether people who decide or stop money also need a code of an authenticator app to sign in',
      unset: null,
      widens: (_before, after) => after === false,
    },
  },
} as const satisfies DomainArea;
