/** The mailbox that stands in for users who have connected none (MOCK_GMAIL). */
export const FIXTURE_MAILBOX = 'fixtures@countersign.example';

const DAY_MS = 86_400_000;

interface Fixture {
  from: string;
  subject: string;
  daysAgo: number;
  /** Sent to a list, with a header that says how to leave it. */
  bulk?: boolean;
}

/** Receipts, subscriptions and notices as a household gets them, and what is no evidence of anything. */
const FIXTURES: readonly Fixture[] = [
  { from: 'Streamly <billing@streamly.example>', subject: 'Your receipt: $15.99', daysAgo: 3, bulk: true },
  { from: 'Streamly <billing@streamly.example>', subject: 'Your receipt: $15.99', daysAgo: 33, bulk: true },
  { from: 'Streamly <billing@streamly.example>', subject: 'Your receipt: $14.99', daysAgo: 63, bulk: true },
  { from: 'Northbank <alerts@northbank.example>', subject: 'Overdraft fee charged: $35.00', daysAgo: 12 },
  { from: 'Northbank <alerts@northbank.example>', subject: 'Your statement is ready', daysAgo: 20 },
  { from: 'Cargo <orders@cargo.example>', subject: 'Order confirmed: wireless earphones', daysAgo: 8, bulk: true },
  { from: 'Cargo <orders@cargo.example>', subject: 'Your order has shipped', daysAgo: 6, bulk: true },
  { from: 'Fitbase <hello@fitbase.example>', subject: 'Your membership renews on Friday', daysAgo: 15, bulk: true },
  { from: 'Airwing <tickets@airwing.example>', subject: 'E-ticket and receipt', daysAgo: 48 },
  { from: 'Meadow Health <notice@meadow.example>', subject: 'Notice of a data breach', daysAgo: 27 },
  { from: 'Anna <anna@friends.example>', subject: 'Sunday', daysAgo: 2 },
  { from: 'Parcels <track@parcels.example>', subject: 'Delivered at your door', daysAgo: 5 },
  // Older than a first sync goes back.
  { from: 'Streamly <billing@streamly.example>', subject: 'Welcome', daysAgo: 200, bulk: true },
];

/** The fixtures as mail that arrived before `nowMs`; the same ids each time, so they are delivered once. */
export function fixtureMails(nowMs: number): { mailbox: string; id: string; raw: string; internalDate: string }[] {
  return FIXTURES.map(({ from, subject, daysAgo, bulk }, index) => {
    const at = nowMs - daysAgo * DAY_MS;
    const lines = [
      `From: ${from}`,
      `To: ${FIXTURE_MAILBOX}`,
      `Subject: ${subject}`,
      `Date: ${new Date(at).toUTCString()}`,
      ...(bulk ? ['List-Unsubscribe: <https://lists.example/leave>'] : []),
      '',
      'Made up for the sandbox.',
      '',
    ];
    const raw = Buffer.from(lines.join('\r\n')).toString('base64url');
    return { mailbox: FIXTURE_MAILBOX, id: `fixture${index}`, raw, internalDate: String(at) };
  });
}
