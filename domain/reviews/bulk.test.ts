import { describe, expect, it } from 'vitest';
import { type BulkCandidate, excludedCode, leftOutText, outliersOf } from './bulk.ts';
import { KINDS, REVIEW_KINDS } from './kinds.ts';

const task = (part: Partial<BulkCandidate> = {}): BulkCandidate => ({
  taskId: 't',
  kind: 'dispute_resolution',
  state: 'pending',
  subject: 'CASE-1/1',
  title: 'Customer 1 disputes $10.00',
  shownHash: 'h',
  atRiskMinor: 1_000,
  currency: 'USD',
  confidence: 0.9,
  requestedBy: 'system',
  escalatedAt: null,
  warns: false,
  proposedAction: 'partial_refund',
  handedOn: false,
  ...part,
});
const BY = { actor: 'user:me', permissions: KINDS.booking_payment.rights };
const codes = (part: Partial<BulkCandidate>, by = BY) =>
  (['approved', 'rejected'] as const).map((decision) => excludedCode(task(part), decision, by));

describe('a task among many that are decided at once', () => {
  it.each<[string, Partial<BulkCandidate>, [string | null, string | null]]>([
    ['as it should be', {}, [null, null]],
    ['decided', { state: 'approved' }, ['REVIEW_ALREADY_DECIDED', 'REVIEW_ALREADY_DECIDED']],
    ['expired', { state: 'expired' }, ['REVIEW_EXPIRED', 'REVIEW_EXPIRED']],
    ['in a state nobody knows', { state: '' }, ['REVIEW_ALREADY_DECIDED', 'REVIEW_ALREADY_DECIDED']],
    ['handed on by who asks', { handedOn: true }, ['REVIEW_HANDED_ON', 'REVIEW_HANDED_ON']],
    ['asked for by who asks', { requestedBy: 'user:me' }, ['SELF_REVIEW_FORBIDDEN', 'SELF_REVIEW_FORBIDDEN']],
    // There is nothing to say yes to; no can be said all the same.
    ['without a proposal', { confidence: null }, ['VALIDATION_FAILED', null]],
    ['with the proposal to ask somebody', { proposedAction: 'escalate' }, ['VALIDATION_FAILED', null]],
    ['with a warning', { warns: true }, ['OVERRIDE_REQUIRED', null]],
    ['with no confidence at all, which is a number', { confidence: 0 }, [null, null]],
  ])('%s', (_name, part, expected) => expect(codes(part)).toEqual(expected));

  it('of a kind that needs answers of its own is in none', () => {
    for (const kind of REVIEW_KINDS)
      expect(codes({ kind }), kind).toEqual(
        KINDS[kind].bulk ? [null, null] : ['VALIDATION_FAILED', 'VALIDATION_FAILED'],
      );
  });

  it('needs every right of its kind', () => {
    for (const kind of REVIEW_KINDS.filter((one) => KINDS[one].bulk))
      for (const left of KINDS[kind].rights) {
        const permissions = KINDS[kind].rights.filter((right) => right !== left);
        expect(codes({ kind }, { ...BY, permissions }), `${kind} without ${left}`).toEqual(['FORBIDDEN', 'FORBIDDEN']);
      }
  });
});

describe('what stands out among many', () => {
  const of = (...parts: Partial<BulkCandidate>[]) => outliersOf(parts.map(task));
  it('an amount above three times the median of its own currency', () => {
    expect(of({ atRiskMinor: 100 }, { atRiskMinor: 100 }, { atRiskMinor: 300 })).toEqual([null, null, null]);
    expect(of({ atRiskMinor: 100 }, { atRiskMinor: 100 }, { atRiskMinor: 301 })).toEqual([null, null, 'large_amount']);
    const yen = { currency: 'JPY', atRiskMinor: 90_000 };
    expect(of({ atRiskMinor: 100 }, { atRiskMinor: 100 }, yen, yen)).toEqual([null, null, null, null]);
  });

  it.each<[Partial<BulkCandidate>, string | null]>([
    [{ confidence: 0.6 }, null],
    [{ confidence: 0.59 }, 'low_confidence'],
    [{ confidence: null }, 'no_proposal'],
    [{ escalatedAt: new Date(0) }, 'escalated'],
    // The first that holds is said.
    [{ escalatedAt: new Date(0), confidence: null }, 'escalated'],
  ])('%o: %s', (part, outlier) => expect(of(part)).toEqual([outlier]));

  it('one alone is like itself, none is nothing, and none at risk is no amount to stand out from', () => {
    expect(of({ atRiskMinor: 9_000_000 })).toEqual([null]);
    expect(of()).toEqual([]);
    expect(of({ atRiskMinor: 0 }, { atRiskMinor: 0 }, { atRiskMinor: 1 })).toEqual([null, null, 'large_amount']);
  });
});

describe('why tasks are left out, in words', () => {
  it('says the same for the same reason, and never a code', () => {
    const said = [
      leftOutText(task({ confidence: null }), 'VALIDATION_FAILED'),
      leftOutText(task({ proposedAction: 'escalate' }), 'VALIDATION_FAILED'),
      leftOutText(task({ kind: 'money_unknown' }), 'VALIDATION_FAILED'),
      leftOutText(task(), 'OVERRIDE_REQUIRED'),
      leftOutText(task(), 'NOT_FOUND'),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const text of said) expect(text).not.toMatch(/[A-Z]{2,}|_/);
  });
});
