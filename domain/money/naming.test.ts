import { describe, expect, it } from 'vitest';
import { searchTextOf } from '../naming.ts';
import { nameProblem, nameUnclearCall, nameUnexplained, nameUnrecordedRefund } from './naming.ts';
import { reasonInWords } from './reasons.ts';

const EFFECT = { vendor: 'stripe', amountMinor: 5800, currency: 'USD' };
const ASKED = { ...EFFECT, about: 'Case CASE-1', who: 'Maria Ortiz', ids: ['ch_1'] };

describe('names of money that is not clear', () => {
  it('a call whose outcome nobody knows is called by vendor, amount and receiver', () => {
    const named = nameUnclearCall({ ...ASKED, question: 'Look it up' });
    expect(named.title).toBe('Did Stripe pay $58.00 back to Maria Ortiz?');
    expect(searchTextOf('CASE-1', named)).toContain('58.00 usd');
    expect(nameUnclearCall({ ...ASKED, who: null, amountMinor: null, question: 'x' }).title).toBe(
      'Did Stripe pay an unknown amount?',
    );
    expect(nameUnrecordedRefund({ ...ASKED, vendor: 'zuora' }).title).toBe(
      'Where does billing record $58.00 for Maria Ortiz?',
    );
  });

  it('what the books and a vendor disagree about is one sentence, for one and for many', () => {
    expect(nameProblem({ ...EFFECT, problem: 'no_command', count: 1 })).toBe(
      'Stripe paid $58.00 back, and the books know nothing of it',
    );
    expect(nameProblem({ ...EFFECT, problem: 'missing_at_vendor', count: 3 })).toBe(
      'The books hold 3 refunds that Stripe does not list',
    );
    expect(nameProblem({ ...EFFECT, vendor: 'whmcs', problem: 'missing_at_vendor', count: 1 })).toBe(
      'The books say $58.00 was recorded as paid, and WHMCS does not list it',
    );
    // A problem that another version knows.
    expect(nameProblem({ ...EFFECT, problem: 'constructor', count: 1 })).toBe(
      'The books and Stripe disagree about $58.00',
    );
    const many = { ...EFFECT, amountMinor: null, problem: 'no_command', count: 2, vendorIds: ['re_1', 're_2'] };
    expect(nameUnexplained({ ...many, question: 'q' }).subtitle).toBe('Amounts that can’t be summed');
  });

  it('reasons are clauses for people; unknown codes are read aloud', () => {
    expect(reasonInWords('crm_credentials_refused')).toBe('Salesforce refuses our credentials');
    expect(reasonInWords('model_unavailable:OPENAI_UNAVAILABLE')).toBe('the model does not answer');
    expect(reasonInWords('misaddressed')).toBe('the mail was not addressed to your mailbox');
    expect(reasonInWords('payer_unknown')).toBe('nothing says who paid');
    expect(reasonInWords('instance_auto_is_off')).toBe('approval without a person is off for this WHMCS instance');
    expect(reasonInWords('toString')).toBe('tostring');
  });
});
