import { describe, expect, it } from 'vitest';
import { amountsOf, readAmount, withoutDates } from './amounts.ts';
import { amountsInWords } from './amountWords.ts';
import { magnitudeOf, readNumber, timesTen } from './numbers.ts';
import { lastSentence, sentencesOf } from './sentences.ts';
import { isLoneSign, labelWithoutSign } from './signs.ts';
import { slipIn } from './typos.ts';

describe('a written number', () => {
  it.each<[string, string | null, number?]>([
    ['5000', '5000'],
    ['5,000', '5000'],
    ['5,000.00', '5000.00'],
    ['5.000,00', '5000.00'],
    ['5 000,00', '5000.00'],
    ["5'000.50", '5000.50'],
    ['1,00,000.50', '100000.50'],
    ['12,34,567', '1234567'],
    ['5.000', '5000'],
    ['5,5', '5.5'],
    ['-5,000', '-5000'],
    ['0.50', '0.50'],
    // Of currencies with three digits the point is one, and the comma may be either.
    ['12.345', '12.345', 3],
    ['12,345', null, 3],
    ['1,234.567', '1234.567', 3],
    // Nothing of these is read in one way only.
    ['12,34,5', null],
    ['1,0000', null],
    ['5,000,00', null],
    ['5.000.00', null],
    ['05', null],
    ['0,500', null],
    ['5,', null],
    ['.5', null],
    ['5,000,0000', null],
    ["5'00", null],
    ['', null],
    ['5e3', null],
    ['٥', null],
  ])('%j is %s', (text, digits, decimals) => expect(readNumber(text, decimals)).toBe(digits));
});

describe('a word behind a number', () => {
  it.each([
    ['lakh', 5],
    ['Crore', 7],
    ['million', 6],
    ['k', null],
    ['bn', null],
    ['हजार', null],
    ['rupees', 0],
    ['constructor', 0],
  ])('%s', (word, power) => expect(magnitudeOf(word)).toBe(power));

  it.each([
    ['5', 3, '5000'],
    ['2.5', 5, '250000'],
    ['2.12345', 3, '2123.45'],
    ['0.5', 1, '5'],
    ['0.05', 1, '0.5'],
    ['-0.5', 2, '-50'],
    ['5', 0, '5'],
    ['0', 5, '0'],
  ])('%s times ten to the %i is %s, without a float', (digits, power, text) =>
    expect(timesTen(digits, power)).toBe(text),
  );

  it.each([
    ['five hundred rupees', [500]],
    ['two lakh ten thousand', [210_000]],
    ['Two Hundred and Fifty', [250]],
    ['one hundred twenty-three thousand', [123_000]],
    ['twenty five', []],
    ['someone hundredth', []],
    ['ten thousand and one hundred, then two thousand five', [10_100, 2_005]],
  ])('%s has %j', (text, amounts) => expect(amountsInWords(text)).toEqual(amounts));
});

describe('an amount in a text', () => {
  const RULES = { currency: 'PKR', maximumAmount: 1_000_000 };
  const read = (text: string, valued = false) => amountsOf(text, valued).map((amount) => readAmount(amount, [], RULES));
  const ok = (amountMinor: number, currency = 'PKR') => [{ kind: 'ok', amountMinor, currency }];
  const bad = (reason: string) => [{ kind: 'bad', reason }];

  it.each<[string, object[]]>([
    ['You received Rs. 5,000.00 from Ali', ok(500_000)],
    ['You received PKR 5,000/- from Ali', ok(500_000)],
    ['USD 12.50 received', ok(1_250, 'USD')],
    ['Rs 2.5 lakh received', ok(25_000_000)],
    ['Rs 2 crore received', bad('amount_out_of_range')],
    ['Rs 1,000,000 received', ok(100_000_000)],
    ['Rs 1,000,000.01 received', bad('amount_out_of_range')],
    ['Rs 0 received', bad('amount_out_of_range')],
    ['Rs -5,000 received', bad('amount_out_of_range')],
    ['Rs (5,000) received', bad('amount_out_of_range')],
    ['about Rs 5,000', bad('unclear_number')],
    ['Rs 52K received', bad('unclear_number')],
    ['Rs 5,00,0 received', bad('unclear_number')],
    ['JPY 5,000.50 received', bad('amount_out_of_range')],
    ['You received 5% more', []],
    ['Call 03001234567 today', []],
    ['Ref: PKR5000A7', []],
  ])('%j', (text, amounts) => expect(read(text)).toEqual(amounts));

  it('a bare number is one only where an amount must stand', () => {
    expect(read('5000')).toEqual([]);
    expect(read('5000', true)).toEqual(ok(500_000));
  });

  it('of many more than a mail has the rest is not looked for', () => {
    expect(amountsOf('Rs 5 '.repeat(1_000), false)).toHaveLength(201);
  });

  it.each(['2026-05-04', '04/05/2026', '4 May 2026', 'May 4, 2026', '10:30', '10:30:15.123'])(
    '%s is a date or a time, and stays at its place',
    (date) => {
      const text = withoutDates(`on ${date} Rs 5`);
      expect([text.length, /\d/.exec(text)?.[0]]).toEqual([`on ${date} Rs 5`.length, '5']);
    },
  );
});

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Rs. 5,000 came. Ref. 12', ['Rs. 5,000 came.', 'Ref. 12']],
    ['Sent by Mr. Ali to A/c. 12', ['Sent by Mr. Ali to A/c. 12']],
    ['it came, but it was reversed', ['it came', 'but it was reversed']],
    ['a;b; c\td', ['a;b', 'c', 'd']],
    ['', ['']],
  ])('of %j', (text, parts) => {
    const found = sentencesOf(text);
    expect(found.map((one) => one.text)).toEqual(parts);
    for (const one of found) expect(text.slice(one.at, one.at + one.text.length)).toBe(one.text);
    expect(lastSentence(text)).toBe(parts.at(-1));
  });

  it('that say the same twice stand at two places', () => {
    expect(sentencesOf('No. No. No.').map(({ at }) => at)).toEqual([0]);
    expect(sentencesOf('Yes! Yes! Yes!').map(({ at }) => at)).toEqual([0, 5, 10]);
  });
});

describe('a slip of the pen in a word that decides', () => {
  it.each([
    ['the payment was reversd', 'reversd'],
    ['the payment was revesred', 'revesred'],
    ['it was refunnded', 'refunnded'],
    ['your payment fialed', 'fialed'],
    ['it was not yet; wasnot credited', 'wasnot'],
    ['the amount was revers ed', 'revers ed'],
    ['please claimit', 'claimit'],
    ['it was refun ded', 'refun ded'],
  ])('%j', (text, word) => {
    const slip = slipIn(text);
    expect(slip && text.slice(slip.index, slip.index + slip.length)).toBe(word);
  });

  it('the right words, and ordinary ones that look like them, are none', () => {
    for (const text of [
      'the payment was reversed',
      'sending and lending',
      'she mailed it',
      'it was received',
      '',
      '12345',
    ])
      expect(slipIn(text), text).toBeNull();
  });
});

describe('a sign that nobody can read', () => {
  it.each([
    ['¦', true],
    ['â¦', true],
    ['5¦', false],
    ['a', false],
    ['-', false],
    ['', false],
  ])('%j alone: %s', (text, isLone) => expect(isLoneSign(text)).toBe(isLone));

  it.each([
    ['Amount (¦)', 'Amount'],
    ['Amount', 'Amount'],
    ['Amount (PKR)', 'Amount (PKR)'],
  ])('%j without it is %j', (label, bare) => expect(labelWithoutSign(label)).toBe(bare));
});
