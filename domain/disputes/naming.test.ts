import { describe, expect, it } from 'vitest';
import { searchTextOf } from '../naming.ts';
import { type NamedDispute, nameDispute, nameNewDispute, stepsOnApprove } from './naming.ts';

const CASE = {
  amountMinor: 5800,
  currency: 'USD',
  disputeType: 'duplicate_charge',
  description: 'My card was charged twice.',
  customerName: 'Maria Ortiz',
};
const proposed = (action: 'full_refund' | 'partial_refund' | 'no_action' | 'escalate', amountMinor: number) => ({
  action,
  amountMinor,
  currency: 'USD',
  reason: 'Charged twice within a minute',
});
const DISPUTE: NamedDispute = {
  caseId: 'CASE-1',
  customerId: 'ACC-1',
  disputed: CASE,
  proposed: proposed('full_refund', 5800),
  chargeIds: ['ch_1'],
};

describe('names of disputes', () => {
  it('a dispute is called by customer and amount; ids stand in its subtitle', () => {
    expect(nameDispute(DISPUTE)).toMatchObject({
      title: 'Maria Ortiz disputes $58.00',
      subtitle: 'Duplicate charge, case CASE-1',
      sentence: 'Pay $58.00 back to Maria Ortiz',
    });
  });

  it('a case that names nobody, and one that can’t be read, have names as well', () => {
    const { customerName: _, ...nameless } = CASE;
    expect(nameDispute({ ...DISPUTE, disputed: nameless })).toMatchObject({
      title: 'A customer disputes $58.00',
      sentence: 'Pay $58.00 back to the customer',
    });
    expect(nameDispute({ ...DISPUTE, disputed: { ...CASE, customerName: ' \n' } }).title).toBe(
      'A customer disputes $58.00',
    );
    const unread = nameDispute({ caseId: 'CASE-1', customerId: null, disputed: null, proposed: null });
    expect(unread).toMatchObject({ title: 'A dispute whose case can’t be read', subtitle: 'Case CASE-1' });
    expect(nameNewDispute('CASE-1')).toEqual({ title: 'A new dispute', subtitle: 'Case CASE-1' });
  });

  it.each([
    [proposed('partial_refund', 2000), null, 'Pay $20.00 of $58.00 back to Maria Ortiz'],
    [proposed('no_action', 0), null, 'Pay nothing back to Maria Ortiz and close the case'],
    [proposed('escalate', 0), null, 'Decide what Maria Ortiz is paid back: the model is not sure'],
    [null, null, 'Decide what Maria Ortiz is paid back: nothing is proposed'],
    [
      null,
      'model_refused',
      'Decide what Maria Ortiz is paid back: nothing is proposed, because the model refused to answer',
    ],
  ])('the sentence says what is to be decided: %o %s', (proposal, parkedReason, sentence) => {
    expect(nameDispute({ ...DISPUTE, proposed: proposal, parkedReason }).sentence).toBe(sentence);
  });

  it('a search finds customer, amounts as they are written, charge, ids and words of the case', () => {
    const text = searchTextOf('CASE-1', nameDispute(DISPUTE));
    for (const word of [
      'maria ortiz',
      '58.00',
      '$58.00',
      '58.00 usd',
      'ch_1',
      'case-1',
      'acc-1',
      'charged twice',
      'duplicate',
    ])
      expect(text).toContain(word);
    const large = { ...CASE, amountMinor: 580_000 };
    expect(searchTextOf('CASE-1', nameDispute({ ...DISPUTE, disputed: large }))).toContain('5,800.00');
  });
});

describe('what approving a dispute does', () => {
  const charge = { chargeId: 'ch_3Nabcd4f2a', createdAt: '2026-11-03T10:00:00.000Z' };

  it('each step is plain, with amount and receiver', () => {
    expect(stepsOnApprove(proposed('full_refund', 5800), { disputed: CASE, charge, writes: true })).toEqual([
      'Pay $58.00 back to Maria Ortiz, to the charge of 3 Nov that ends in 4f2a',
      'Note the refund in billing',
      'Write to Maria Ortiz that it is done',
    ]);
  });

  it('says that nothing is paid, or that nobody is written to', () => {
    expect(stepsOnApprove(proposed('no_action', 0), { disputed: CASE, charge, writes: false })).toEqual([
      'Pay nothing back to Maria Ortiz',
      'Close the case',
      'Write to nobody: the case names no address',
    ]);
    expect(stepsOnApprove(proposed('escalate', 0), { disputed: null, charge: null, writes: false })).toHaveLength(1);
    expect(stepsOnApprove(proposed('full_refund', 5800), { disputed: null, charge: null, writes: true })[0]).toBe(
      'Pay $58.00 back to the customer',
    );
  });
});
