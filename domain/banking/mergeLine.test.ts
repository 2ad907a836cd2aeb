import { expect, it } from 'vitest';
import type { HeldLine } from './assignLines.ts';
import type { BankLine } from './line.ts';
import { isUnchanged, mergeLine } from './mergeLine.ts';

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
const asHeld = (line: BankLine, source: HeldLine['source']): HeldLine => ({
  ...line,
  id: 'x',
  source,
  removed: false,
  sightings: [],
});

it('[PY-BANK-04] a line shows the words of the bank’s own statement, filled by the other, whichever came first', () => {
  const one = mergeLine(asHeld(camt, 'camt'), csv, 'csv');
  expect(mergeLine(asHeld(csv, 'csv'), camt, 'camt')).toEqual(one);
  expect(one).toMatchObject({
    source: 'camt',
    bookedOn: '2026-03-03',
    counterparty: 'Acme SARL',
    description: 'Transfer',
  });
});

it('[PM-PLAID-10] what posted stays posted, and the same again changes nothing unless it was taken back', () => {
  const held = asHeld(camt, 'camt');
  expect(mergeLine(held, { ...camt, status: 'pending' }, 'camt').status).toBe('posted');
  expect(mergeLine({ ...held, status: 'pending' }, camt, 'camt').status).toBe('posted');
  expect(isUnchanged(held, mergeLine(held, camt, 'camt'))).toBe(true);
  expect(isUnchanged({ ...held, removed: true }, mergeLine(held, camt, 'camt'))).toBe(false);
});
