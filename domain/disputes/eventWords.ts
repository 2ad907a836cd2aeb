import { after, joined } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';

const SOURCES: Record<string, string> = {
  crmData: 'the case from Salesforce',
  billingData: 'the account from billing',
  paymentData: 'the charges from Stripe',
};

const dispute = (about: string | null) => about ?? 'a dispute';

/** What each event of a dispute says. */
export const eventWords = {
  dispute_started: ({ who, about }) => `${who} started ${dispute(about)}`,
  dispute_data_fetched: ({ about, is }) =>
    joined(
      is('invalid') ? 'A record can’t be used:' : 'Read',
      SOURCES[String(is('source'))] ?? 'a vendor’s record',
      `of ${dispute(about)}`,
    ),
  dispute_invalid: ({ about, reason }) =>
    `Ended ${dispute(about)}: it does not fit the records${after(', ', reason('code'))}`,
  dispute_proposal_generated: ({ about, word, reason }) =>
    word('parked')
      ? `Nothing is proposed for ${dispute(about)}, because ${reason('parked')}`
      : `The model proposed ${word('action') ?? 'what to do'} for ${dispute(about)}`,
  dispute_review_requested: ({ about, reason }) =>
    `A person is asked about ${dispute(about)}${after(', because ', reason('parked'))}`,
  dispute_review_expired: ({ about }) => `Nobody decided ${dispute(about)} in time: nothing was paid`,
  dispute_approved: ({ who, about, amount }) => joined(`${who} approved`, amount, `for ${dispute(about)}`),
  dispute_rejected: ({ about }) => `Closed ${dispute(about)} without paying: it was rejected`,
  dispute_executed: ({ about, amount }) => joined('Paid back', amount, `for ${dispute(about)}`),
  dispute_completed: ({ about, amount, is }) =>
    is('outcome') === 'expired'
      ? `Nobody decided ${dispute(about)} in time: nothing was paid`
      : amount
        ? `Ended ${dispute(about)}: ${amount} paid back`
        : `Ended ${dispute(about)}`,
  dispute_failed: ({ about, reason }) =>
    `Gave up ${dispute(about)}${after(', because ', reason('code') ?? reason('reason'))}`,
} as const satisfies Record<string, EventSentence>;
