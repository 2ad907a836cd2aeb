import { describe, expect, it } from 'vitest';
import { slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { RenderMail } from './mailText.ts';

const MAILS: [string, RenderMail][] = slicesOf(AREAS, 'mails').flatMap((mails) => Object.entries(mails));
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/;
const FULL = {
  taskId: crypto.randomUUID(),
  subject: 'case CASE-1',
  amountMinor: 580_000,
  currency: 'USD',
  outcome: 'approved',
  reason: 'tie',
  summary: 'The cap grows',
  name: 'Rita Reviewer',
  by: 'an administrator',
  vendor: 'Stripe',
  account: 'Acme',
  paidAt: '2026-11-27T10:00:00.000Z',
  date: '2026-11-28',
  property: 'White Palace',
  bookingId: '20261128-001-0',
  severity: 'critical',
  rule: 'mailbox_reauth',
  about: 'Google has ended the access to a payment inbox',
  value: 1,
  threshold: 0,
  unit: 'count',
};

describe('mails', () => {
  it.each(MAILS)('%s says names, amounts and reasons', (_name, render) => {
    const { subject, text } = render(FULL, 'https://desk.example');
    for (const said of [subject, text.split('\n')[0] ?? '']) expect(said.length).toBeGreaterThan(9);
    expect(subject).not.toMatch(/CASE-1|20261128/);
    // Links hold ids.
    const words = text.replaceAll(/https:\S+/g, '');
    expect(`${subject}\n${words}`).not.toMatch(/undefined|null|[{}]|580000|[a-z]_[a-z]/);
    expect(words).not.toMatch(ID);
  });

  it('a refund is told by its amount, a payment by what speaks against it', () => {
    const mails = Object.fromEntries(MAILS);
    const of = (name: string) => mails[name]?.(FULL, 'https://desk.example');
    expect(of('review_requested')?.subject).toBe('To decide: pay back $5,800.00?');
    expect(of('unmatched_payment')?.text).toContain('several bookings fit equally well');
    expect(of('booking_confirmed')?.subject).toBe('Confirmed: White Palace on 28 Nov');
    const ended = mails.dispute_ended?.({ ...FULL, outcome: 'resolved_without_refund' }, '');
    expect(ended?.subject).toBe('A dispute has ended: closed without paying anything back');
  });
});
