import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const instance = (about: string | null) => about ?? 'a WHMCS instance';
const account = (about: string | null) => about ?? 'a Stripe account';

const match = (about: string | null) => about ?? 'a payment of an invoice';

/** What each event of billing connections says. */
export const eventWords = {
  license_key_issued: ({ who, about, count }) =>
    `${who} issued ${about ?? 'a licence key'}${after(' for ', count('instanceLimit') === null ? null : counted(count('instanceLimit') ?? 0, 'instance'))}`,
  license_key_rotated: ({ who, about }) => `${who} replaced ${about ?? 'a licence key'} by a new one`,
  license_key_changed: ({ who, about, is }) =>
    is('state') === 'suspended'
      ? `${who} suspended ${about ?? 'a licence key'}`
      : is('state') === 'active'
        ? `${who} made ${about ?? 'a licence key'} active again`
        : `${who} changed ${about ?? 'a licence key'}`,
  whmcs_instance_registered: ({ who, about }) => `${who} registered ${instance(about)}`,
  whmcs_instance_changed: ({ who, about }) => `${who} changed how ${instance(about)} is read`,
  whmcs_instance_disconnected: ({ who, about }) => `${who} disconnected ${instance(about)}`,
  whmcs_hook_secret_renewed: ({ who, about }) => `${who} made a new hook secret for ${instance(about)}`,
  whmcs_access_ended: ({ about, reason }) =>
    `${instance(about)} gives no access any more${after(', because ', reason('code'))}`,
  whmcs_sync_failed: ({ about, reason }) => `Could not read ${instance(about)}${after(', because ', reason('code'))}`,
  whmcs_sync_completed: ({ about, count }) =>
    `Read ${instance(about)}${after(': ', count('changed') === null ? null : counted(count('changed') ?? 0, 'change'))}`,
  whmcs_record_unreadable: ({ about, text }) =>
    `A record of ${instance(about)} can’t be read${after(': ', text('record'))}`,
  invoice_gone: ({ about }) => `WHMCS has ${about ?? 'an invoice'} no more`,
  stripe_connection_granted: ({ who, about }) => `${who} connected ${account(about)}`,
  stripe_connection_refused: ({ about, word }) => `${account(about)} was not connected${after(': ', word('result'))}`,
  stripe_connection_ended: ({ about }) => `The access to ${account(about)} has ended: it needs a new consent`,
  stripe_connection_disconnected: ({ who, about }) => `${who} disconnected ${account(about)}`,
  stripe_sync_failed: ({ about, reason }) => `Could not read ${account(about)}${after(', because ', reason('code'))}`,
  stripe_sync_completed: ({ about, count }) =>
    `Read ${account(about)}${after(': ', count('changed') === null ? null : counted(count('changed') ?? 0, 'change'))}`,
  stripe_payout_arrived: ({ about, amount }) =>
    `A payout of ${account(about)} has arrived at the bank${after(': ', amount)}`,
  reconciliation_ended: ({ count }) =>
    `Matched ${counted(count('matched') ?? 0, 'payment')}${after('; ', count('waiting') ? `${counted(count('waiting') ?? 0, 'item')} wait for another reason than before` : null)}`,
  match_approved: ({ who, about, amount }) => `${who} approved ${match(about)}${after(': ', amount)}`,
  match_rejected: ({ who, about }) => `${who} refused ${match(about)}`,
  match_superseded: ({ about }) => `${match(about)} no longer fits: its payment or its invoice has changed`,
  match_recorded: ({ about, amount }) => `WHMCS has ${amount ?? 'the payment'} of ${match(about)}`,
  match_recorded_in_part: ({ about, amount }) =>
    `WHMCS has ${amount ?? 'a part'} of ${match(about)}, and a person left the rest`,
  match_not_recorded: ({ about, reason }) =>
    `${match(about)} could not be recorded${after(', because ', reason('code'))}`,
  match_return_asked: ({ who, about, amount }) =>
    `${who} asked to take back ${amount ?? 'what was recorded'} of ${match(about)}`,
  match_return_approved: ({ who, about }) => `${who} approved that ${match(about)} is taken back`,
  match_return_rejected: ({ who, about }) => `${who} left ${match(about)} as it is recorded`,
  match_returned: ({ about, amount }) => `WHMCS no longer has ${amount ?? 'the payment'} of ${match(about)}`,
  match_not_returned: ({ about, reason }) =>
    `${match(about)} could not be taken back${after(', because ', reason('code'))}`,
  match_undone: ({ about }) => `${match(about)} is undone: its payment is free for another invoice`,
  matching_model_trained: ({ is }) =>
    is('result') === 'promoted'
      ? 'What was learned about payments scores them from now on'
      : 'What was learned about payments was kept, and is not in use',
  matching_model_chosen: ({ who }) => `${who} chose what scores payments`,
  matching_rules_changed: ({ who }) => `${who} changed the rules by which payments are matched`,
} as const satisfies Record<string, EventSentence>;
