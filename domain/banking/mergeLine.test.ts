import { expect, it } from 'vitest';
import type { BankLine } from './line.ts';
import { isUnchanged, shownLine } from './mergeLine.ts';
import type { HeldLine, Sighting } from './sighting.ts';

const camt: BankLine = {
  status: 'posted',
  bookedOn: '2026-03-03',
  valueOn: '2026-03-04',
  amountMinor: 100,
  currency: 'EUR',
  counterparty: 'Acme SARL',
  reference: 'Invoice 1044',
  description: null,
  endToEndId: 'E1',
  bankReference: null,
  externalId: null,
  pendingExternalId: null,
};
const csv: BankLine = {
  ...camt,
  bookedOn: '2026-03-02',
  counterparty: 'ACME',
  reference: null,
  description: 'Transfer',
  valueOn: null,
};
const said = (line: BankLine, source: Sighting['source']): Sighting => ({
  ...line,
  source,
  scope: '',
  key: source,
  said: source,
  wholeDay: false,
  toldAt: '1',
});
const asHeld = (line: BankLine, source: HeldLine['source']): HeldLine => ({
  ...line,
  id: 'x',
  source,
  removed: false,
  edits: 0,
  sightings: [said(line, source)],
});
const both = [said(camt, 'camt'), said(csv, 'csv')];

it('[PY-BANK-04] a line shows the words of the bank’s own statement, filled by the other, whichever came first', () => {
  const one = shownLine(both, asHeld(camt, 'camt'));
  expect(shownLine(both.toReversed(), asHeld(csv, 'csv'))).toEqual(one);
  expect(one).toMatchObject({
    source: 'camt',
    bookedOn: '2026-03-03',
    counterparty: 'Acme SARL',
    description: 'Transfer',
  });
});

it('[PY-BANK-04] a line keeps no word of a source that tells of it no more', () => {
  expect(shownLine([said(csv, 'csv')], asHeld(camt, 'camt'))).toMatchObject({ counterparty: 'ACME', reference: null });
});

it('[PM-PLAID-10] what posted stays posted, and the same again changes nothing unless it was taken back', () => {
  const held = asHeld(camt, 'camt');
  expect(shownLine([said({ ...camt, status: 'pending' }, 'camt')], held).status).toBe('posted');
  expect(shownLine([said(camt, 'camt')], { ...held, status: 'pending' }).status).toBe('posted');
  expect(isUnchanged(held, shownLine(held.sightings, held))).toBe(true);
  expect(isUnchanged({ ...held, removed: true }, shownLine(held.sightings, held))).toBe(false);
});
