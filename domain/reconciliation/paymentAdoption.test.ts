import { describe, expect, it } from 'vitest';
import { paymentAdoptionProblem } from './paymentAdoption.ts';

describe('[H-19] a payment that a person names at WHMCS', () => {
  const command = { amountMinor: 1_500, transactionId: 'cs-1' };
  const found = { id: '7', transactionId: 'cs-1', amountMinor: 1_500 };

  it('is taken under the id that was sent, or under one that somebody typed', () => {
    expect(paymentAdoptionProblem(command, [found], false)).toBeNull();
    expect(paymentAdoptionProblem(command, [{ ...found, transactionId: 'typed by hand' }], false)).toBeNull();
  });

  it('is refused where it is missing, twice there, of another amount, or another command’s', () => {
    expect(paymentAdoptionProblem(command, [], false)).toBe('not_at_vendor');
    expect(paymentAdoptionProblem(command, [found, found], false)).toBe('several');
    expect(paymentAdoptionProblem(command, [{ ...found, amountMinor: 1_499 }], false)).toBe('other_amount');
    expect(paymentAdoptionProblem(command, [found], true)).toBe('owned_by_other');
    expect(paymentAdoptionProblem(command, [{ ...found, transactionId: 'cs-2' }], false)).toBe('other_key');
  });
});
