import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, eventSentence } from './names.ts';

const NOBODY = { actor: null, about: null, whom: null };
const BAD = /undefined|null|NaN|[{}_]|\[object|[0-9a-f]{8}-[0-9a-f]{4}-/;

describe('events as sentences', () => {
  it.each(EVENT_NAMES)('%s reads well whatever its data lacks', (type) => {
    const id = crypto.randomUUID();
    const odd = {
      amountMinor: 'x',
      currency: null,
      decision: id,
      code: id,
      reason: null,
      parked: null,
      kind: {},
      source: id,
      vendor: '',
      confidence: null,
      total: 1.5,
      roles: null,
      to: [],
      active: 'no',
      leg: 7,
    };
    for (const data of [{}, null, [], 'text', odd]) {
      const sentence = eventSentence(type, data, NOBODY);
      expect(sentence).not.toMatch(BAD);
      expect(sentence).toMatch(/^[“A-Z\p{Lu}]/u);
      expect(sentence.trim()).toBe(sentence);
      expect(sentence).not.toContain('  ');
      expect(sentence.length).toBeGreaterThan(9);
    }
  });

  it.each(EVENT_NAMES)('%s shows no code of its data', (type) => {
    const data = {
      code: 'CHARGE_CHANGED',
      reason: 'tie',
      parked: 'model_refused',
      decision: 'modified',
      action: 'full_refund',
      amountMinor: 5800,
      currency: 'USD',
      leg: 'refund',
      problem: 'charge_changed',
      result: 'wrong_account',
      roles: ['super_user'],
      to: ['super_user'],
      vendor: 'stripe',
      kind: 'api_key',
      channel: 'whatsapp',
      status: 'sent',
      change: 'pause',
    };
    const names = { actor: 'Rita Reviewer', about: 'the dispute of Maria Ortiz', whom: 'Maria Ortiz' };
    const sentence = eventSentence(type, data, names);
    expect(sentence).not.toMatch(BAD);
    expect(sentence.replace('WhatsApp', '')).not.toMatch(/5800|[a-z][A-Z]/);
  });

  it('names who, what and how much', () => {
    const names = { actor: 'Rita Reviewer', about: 'the dispute of Maria Ortiz', whom: 'Maria Ortiz' };
    const said = (type: string, data: object) => eventSentence(type, data, names);
    expect(said('review_decided', { decision: 'approved', amountMinor: 5800, currency: 'USD' })).toBe(
      'Rita Reviewer approved $58.00 for Maria Ortiz',
    );
    expect(said('review_decided', { decision: 'rejected', amountMinor: null })).toBe(
      'Rita Reviewer rejected the dispute of Maria Ortiz',
    );
    expect(said('money_applied', { leg: 'refund', amountMinor: 5800, currency: 'USD' })).toBe(
      'Paid back $58.00 for Maria Ortiz',
    );
    expect(said('dispute_proposal_generated', { parked: 'model_refused' })).toBe(
      'Nothing is proposed for the dispute of Maria Ortiz, because the model refused to answer',
    );
    expect(eventSentence('gmail_oauth_revoked', {}, { ...names, about: 'the payment inbox of Rita' })).toBe(
      'The access to the payment inbox of Rita has ended: it needs a new sign-in',
    );
    expect(eventSentence('of_another_version', {}, NOBODY)).toBe(
      'Somebody did something that this version has no words for',
    );
    // A name that every object has is no event.
    expect(eventSentence('constructor', {}, NOBODY)).toContain('no words');
  });
});
