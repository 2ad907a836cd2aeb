import { describe, expect, it } from 'vitest';
import { adoptionProblem } from './adoption.ts';

const START = Date.parse('2026-11-27T10:00:00.400Z');
const command = {
  idempotencyKey: 't:d:refund',
  payee: 'ch_1',
  amountMinor: 4500,
  currency: 'USD',
  firstAttemptAt: new Date(START),
};
const refund = { chargeId: 'ch_1', amountMinor: 4500, currency: 'USD', createdAtMs: START + 600, businessKey: null };
const judge = (
  over: Partial<Omit<typeof refund, 'businessKey'>> & { businessKey?: string } = {},
  owned = false,
  at = START + 60_000,
) => adoptionProblem(command, { ...refund, ...over }, owned, at);

describe('which refund a person may say is the effect of a command', () => {
  it('its own by its key, and one made by hand after the first attempt', () => {
    expect(judge({ businessKey: 't:d:refund' })).toBeNull();
    expect(judge({ businessKey: 't:d:refund', createdAtMs: START - 5_000 })).toBeNull();
    expect(judge()).toBeNull();
    expect(judge({ createdAtMs: Math.floor(START / 1000) * 1000 })).toBeNull();
  });

  it('no other of the same charge and amount', () => {
    expect(judge({}, true)).toBe('owned_by_other');
    expect(judge({ businessKey: 't:d:refund' }, true)).toBe('owned_by_other');
    expect(judge({ businessKey: 't:e:refund' })).toBe('other_key');
    expect(judge({ businessKey: '' })).toBe('other_key');
    expect(judge({ createdAtMs: START - 2_000 })).toBe('other_time');
    expect(judge({ createdAtMs: START - 86_400_000 })).toBe('other_time');
    expect(judge({ createdAtMs: START + 600_000 })).toBe('other_time');
    expect(judge({ chargeId: 'ch_2' })).toBe('other_charge');
    expect(judge({ amountMinor: 4501 })).toBe('other_amount');
    expect(judge({ currency: 'EUR' })).toBe('other_amount');
    expect(adoptionProblem({ ...command, firstAttemptAt: null }, refund, false, START + 1_000)).toBe('other_time');
  });
});
