import { describe, expect, it } from 'vitest';
import type { MailFacts } from './mailFacts.ts';
import { arePeople, isSameTransfer, keyOf, provesClaim, type TransferFacts } from './paymentIdentity.ts';

const MINUTE = 60_000;
const mail = (part: Partial<MailFacts> = {}): MailFacts => ({
  receivedAtMs: 0,
  dateMs: 0,
  addressed: true,
  messageId: null,
  contentDigest: 'digest',
  labels: [],
  ...part,
});
const transfer = (part: Partial<TransferFacts> = {}): TransferFacts => ({
  transactionId: null,
  amountMinor: 500_000,
  currency: 'PKR',
  senderName: null,
  mailboxId: 'one',
  paidAtMs: 0,
  mail: null,
  ...part,
});
/** Whether both orders say so: which mail came first says nothing. */
const same = (left: Partial<TransferFacts>, right: Partial<TransferFacts>) => {
  const [one, other] = [transfer(left), transfer(right)];
  const answer = isSameTransfer(one, other);
  expect(isSameTransfer(other, one), 'the other way round').toBe(answer);
  return answer;
};

describe('two mails tell of one transfer', () => {
  it('by the Message-ID, whatever else they say', () => {
    const id = mail({ messageId: '<a@b>' });
    expect(same({ mail: id, transactionId: 'TX100001' }, { mail: id, transactionId: 'TX200002', amountMinor: 1 })).toBe(
      true,
    );
    expect(
      same({ mail: mail({ messageId: '<a@b>', contentDigest: 'x' }) }, { mail: mail({ messageId: '<c@d>' }) }),
    ).toBe(false);
  });

  it('by the provider’s id, in any spelling, and never with two ids', () => {
    expect(same({ transactionId: 'TX100001' }, { transactionId: 'tx100001', amountMinor: 1 })).toBe(true);
    expect(same({ transactionId: 'TX100001', mail: mail() }, { transactionId: 'TX100002', mail: mail() })).toBe(false);
  });

  it('not where two people share an id: it is a purpose that they wrote', () => {
    const id = { transactionId: 'TX100001' };
    expect(same({ ...id, senderName: 'Ali Raza' }, { ...id, senderName: 'Zainab Hussain' })).toBe(false);
    expect(same({ ...id, senderName: 'Ali Raza' }, { ...id, senderName: 'RAZA, Ali' })).toBe(true);
    expect(same({ ...id, senderName: 'Ali Raza' }, { ...id, senderName: null })).toBe(true);
  });

  it('by one text, where nothing says that it was written twice', () => {
    const written = (messageId: string, dateMs: number | null) => ({ mail: mail({ messageId, dateMs }) });
    expect(same({ mail: mail() }, { mail: mail() })).toBe(true);
    expect(same(written('<a>', 0), written('<b>', 10 * MINUTE))).toBe(true);
    expect(same(written('<a>', 0), written('<b>', 10 * MINUTE + 1)), 'a second payment of the same amount').toBe(false);
    expect(same(written('<a>', 0), written('<b>', null)), 'the Date can’t be read').toBe(true);
    expect(same({ mail: mail() }, { mail: mail({ contentDigest: 'other' }) })).toBe(false);
  });

  it('by the moment in two mailboxes, never in one', () => {
    const other = { mailboxId: 'two' };
    expect(same({}, { ...other, paidAtMs: 2 * MINUTE })).toBe(true);
    expect(same({}, { ...other, paidAtMs: 2 * MINUTE + 1 })).toBe(false);
    expect(same({}, { ...other, amountMinor: 500_001 })).toBe(false);
    expect(same({}, { ...other, currency: 'INR' })).toBe(false);
    expect(same({}, {})).toBe(false);
    expect(same({ mailboxId: null }, other)).toBe(false);
    expect(same({ senderName: 'Ali Raza' }, { ...other, senderName: 'Zainab Hussain' })).toBe(false);
  });

  it('a text that is no id is no key, so that two of them are not one', () => {
    for (const transactionId of [null, '', '---']) expect(keyOf({ transactionId })).toBeNull();
    expect(same({ transactionId: '---' }, { transactionId: '---' })).toBe(false);
  });

  it('people are two only where both names are known', () => {
    expect(arePeople({ senderName: null }, { senderName: 'Ali' })).toBe(false);
    expect(arePeople({ senderName: 'Ali Raza' }, { senderName: 'Ali Raza' })).toBe(false);
    expect(arePeople({ senderName: 'Ali Raza' }, { senderName: 'Zainab Hussain' })).toBe(true);
  });
});

describe('a mail proves a claim', () => {
  const payment = { transactionId: 'TX100001', amountMinor: 500_000, currency: 'PKR' };
  const claim = { ...payment, source: 'screenshot' };
  it.each<
    [string, typeof payment | { transactionId: null; amountMinor: number; currency: string }, (typeof claim)[], boolean]
  >([
    ['the same id, amount and currency', payment, [claim], true],
    [
      'the same in another spelling, among others',
      payment,
      [
        { ...claim, amountMinor: 1 },
        { ...claim, transactionId: 'tx100001' },
      ],
      true,
    ],
    ['no claim', payment, [], false],
    ['a claim that is typed, not a screenshot', payment, [{ ...claim, source: 'typed' }], false],
    ['one unit more', payment, [{ ...claim, amountMinor: 500_001 }], false],
    ['another currency', payment, [{ ...claim, currency: 'INR' }], false],
    ['another id', payment, [{ ...claim, transactionId: 'TX100002' }], false],
    [
      'two halves in two claims',
      payment,
      [
        { ...claim, amountMinor: 1 },
        { ...claim, transactionId: 'TX100002' },
      ],
      false,
    ],
  ])('%s: %#', (_name, mailed, claims, proved) => expect(provesClaim(mailed, claims)).toBe(proved));

  it('nothing without an id proves anything', () => {
    const without = { ...payment, transactionId: null };
    expect(provesClaim(without, [{ ...without, source: 'screenshot' }])).toBe(false);
  });
});
