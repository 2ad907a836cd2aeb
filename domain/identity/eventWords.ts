import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { listed, spaced } from '../words.ts';

const person = (about: string | null) => about ?? 'an account';
const roles = (value: unknown): string | null =>
  Array.isArray(value) && value.length > 0 ? listed(value.map((role) => spaced(String(role)))) : null;

const CHANGES: Record<string, string> = {
  setting: 'a setting',
  user: 'somebody’s rights',
  invitation: 'an invitation',
  api_key: 'an API key',
  mailbox: 'a mailbox',
  money_stop: 'the end of a money stop',
  vendor_account: 'a vendor account',
};
const change = (about: string | null, kind: unknown) => about ?? CHANGES[String(kind)] ?? 'a change of rights';

/** What each event of people, keys and tenants says. */
export const eventWords = {
  user_registered: ({ who, about, is }) =>
    who === about
      ? `${who} signed up`
      : `${who} made an account for ${about ?? 'somebody'}${after(' as ', roles(is('roles')))}`,
  user_logged_in: ({ who }) => `${who} signed in`,
  login_failed: ({ about }) => `A sign-in failed${after(' for ', about)}`,
  token_revoked: ({ who }) => `${who} signed out`,
  refresh_token_reused: ({ about }) => `A used token was tried again${after(' for ', about)}: the session was ended`,
  password_changed: ({ who, is }) => `${who} set a new password${is('by') === 'reset' ? ' by mail' : ''}`,
  password_reset_requested: ({ about }) => `A new password was asked for${after(' by mail, for ', about)}`,
  second_factor_enabled: ({ about }) => `${person(about)} turned the second factor on`,
  second_factor_disabled: ({ who, about }) =>
    who === about ? `${who} turned the second factor off` : `${who} turned off the second factor of ${person(about)}`,
  address_proved: ({ about }) => `${person(about)} proved the address`,
  power_change_requested: ({ who, about, is }) =>
    `${who} asked for a second person to approve: ${change(about, is('kind'))}`,
  power_change_approved: ({ who, about, is }) => `${who} approved as the second person: ${change(about, is('kind'))}`,
  power_change_refused: ({ who, about, is }) => `${who} refused: ${change(about, is('kind'))}`,
  user_role_changed: ({ who, about, is }) =>
    `${who} changed the roles of ${person(about)}${after(' to ', roles(is('to')))}`,
  user_changed: ({ who, about, is }) =>
    is('active') === false
      ? `${who} switched off ${person(about)}`
      : is('active') === true
        ? `${who} switched on ${person(about)}`
        : who === about
          ? `${who} changed the own profile`
          : `${who} changed ${person(about)}`,
  api_key_created: ({ who, about, text }) =>
    `${who} made ${about ?? (text('name') ? `the key “${text('name')}”` : 'an API key')}`,
  api_key_revoked: ({ who, about }) => `${who} revoked ${about ?? 'an API key'}`,
  tenant_created: ({ who, about }) => `${who} made ${about ?? 'an organisation'}`,
  tenant_changed: ({ who, about }) => `${who} changed ${about ?? 'an organisation'}`,
  config_changed: ({ who, about }) => `${who} changed ${about ?? 'a setting'}`,
} as const satisfies Record<string, EventSentence>;
