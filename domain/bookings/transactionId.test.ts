import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmountOf, isNumberOf, transactionIdOf, transactionKey, writtenIdOf } from './transactionId.ts';

describe('what is the id of a transfer', () => {
  it('placeholders and filler are none, in any case and punctuation', () => {
    for (const text of [
      ...['N/A', 'n.a.', 'NA', 'none', 'None.', '-', '--', '—', 'null', 'NULL', 'nil', '(none)', 'n/a 0', '#N/A', '""'],
      ...[
        '0',
        '00',
        '0000',
        '000000000000',
        '1111',
        'xxxx',
        'XXXXXX',
        '1234',
        '12345',
        '123456789',
        '0123456789',
        '987654',
      ],
      ...['test', 'TEST1', 'test 123', 'tests', 'abc123', 'ABC', 'asdf', 'unknown', 'not available', 'Not applicable'],
      ...[
        'undefined',
        'NaN',
        'tbd',
        'pending',
        'ref: none',
        'Ref no. N/A',
        'Transaction ID',
        'id',
        '',
        '   ',
        '\u200b',
      ],
    ])
      expect(transactionIdOf(text), JSON.stringify(text)).toBeNull();
    for (const text of [null, undefined]) expect(transactionIdOf(text)).toBeNull();
  });

  it('amounts are none: everybody who books at that price may write it', () => {
    for (const text of [
      'Rs 5000',
      'Rs.5000/-',
      'PKR5000',
      'pkr 5000.00',
      '₨5,000',
      '$120',
      '5,000.00',
      '100.00',
      '5000/-',
    ])
      expect(transactionIdOf(text), text).toBeNull();
    for (const text of ['PKR123456789', 'INR-88123456', 'XYZ5000', 'DEC1234', '1DEC23456', 'RS12AB34', '5000123'])
      expect(transactionIdOf(text), text).not.toBeNull();
  });

  it('memos, dates and our own booking numbers are none: two payers may write the same', () => {
    for (const text of [
      ...[
        'Farm booking',
        'Farmbooking',
        'farm booking 12',
        'rent March 2026',
        'for 2 nights',
        'Booking of 27 November',
        'TXN-NONE',
      ],
      ...[
        '2026-11-27',
        '27-Nov-2026',
        '27Nov26',
        '27th November',
        'Nov 27, 2026',
        '10:30',
        '10:30 AM',
        '27/11/2026',
        '27.11.26',
        'BK-20261127-001',
        'bk 20261127 014',
        'Zahlung für Hütte 3',
        'دفعة ١٢',
      ],
    ])
      expect(transactionIdOf(text), text).toBeNull();
  });

  it('an id is kept as it was written, without what stands around it', () => {
    for (const [text, id] of [
      ['T123', 'T123'],
      ['TXN123456', 'TXN123456'],
      ['  txn-2026_AB12 ', 'txn-2026_AB12'],
      ['Ref: 8842110937', '8842110937'],
      ['Transaction ID: #A1B2C3', 'A1B2C3'],
      ['1234 5678 9013', '123456789013'],
      ['UTR 404312345678', '404312345678'],
      ['NP-77-0001', 'NP-77-0001'],
      ['TEST-TXN-9F2K3', 'TEST-TXN-9F2K3'],
      ['ＴＸＮ９８７', 'TXN987'],
      ['0000123', '0000123'],
      ['TEST-TXN-QRSTUV', 'TEST-TXN-QRSTUV'],
    ] as const)
      expect(transactionIdOf(text), text).toBe(id);
  });

  it.each([
    ...['TXN123456', '8842110937', 'A1B2', 'FT26331K9XQ2', 'EP1122334455', '404312345678', 'UTR404312345678'],
    ...['0000123', 'NP-77-0001', 'QK71HX2P0', 'SBIN52026331', 'pi_3PabcXYZ12', 'ch_3Nx1', 'b7f3c9e1'],
    ...['20261127000123', 'REF/2026/889911', 'IBFT-0099812', 'JC123456789', 'RAAST-7781-22', 'ACH-2231-99', '5000123'],
    ...['1DEC23456', 'IMGX77201', 'SCAN7A91B2', 'PAY-88Q2', 'OP-2026-77', 'Z9Y8', '000887', 'WAL99120', '58345678901'],
    ...['T1', 'TX7', 'A1'],
  ])('%s is one', (text) => {
    expect(transactionIdOf(text)).not.toBeNull();
  });

  it.each([
    ...['12', '7', '99', 'no 12', '#12', '1/2', '3.', 'room 4', '2026', '1999'],
    ...['image1', 'IMG_1234', 'scan2', 'Scan 002', 'IMG-20261127-WA0003', 'Screenshot_20261127-101010', 'DSC00012'],
    ...['PXL_20261127_101010', 'photo 3', 'receipt.pdf', '8842110937.jpg', 'Screenshot (14)', 'whatsapp image 2'],
    ...[
      'IMG_E1234',
      'FB_IMG_1764236710',
      'signal-2026-11-27-101010',
      'tel:+923001234567',
      'a/c 03001234567',
      'Cell 0300 1234567',
    ],
    ...['+92 300 1234567', '+923001234567', '0300-1234567', '03001234567', '0092 300 1234567', '(0300) 1234567'],
    ...['+44 20 7946 0958', '030 12345678'],
  ])('%s is none', (text) => {
    expect(transactionIdOf(text)).toBeNull();
  });

  it('what is written as an id is told apart, however short', () => {
    expect(['TX1', 'TX2', '12', 'n/a', 'Rs 5000'].map(writtenIdOf)).toEqual(['TX1', 'TX2', '12', null, null]);
  });

  it('a number of somebody who pays is no id, with or without a country code; another number is', () => {
    for (const id of ['3001234567', '923001234567', '300 1234567'])
      expect(isNumberOf(id, [null, '+923001234567']), id).toBe(true);
    for (const id of ['3001234568', 'TX923001234567', '1234567'])
      expect(isNumberOf(id, ['+923001234567', undefined, '12']), id).toBe(false);
    expect(isNumberOf('8842110937', [])).toBe(false);
  });

  it('what was paid, in figures, is no id: everybody who pays as much may write it', () => {
    const paid = [{ amountMinor: 700_000, currency: 'PKR' }];
    for (const id of ['7000', '7000rs', 'Rs-7000', 'PKR7000', '7000PKR', '007000'])
      expect(isAmountOf(id, paid), id).toBe(true);
    for (const id of ['7001', '70001', '17000', 'TX7000', '7000A', '8842110937'])
      expect(isAmountOf(id, paid), id).toBe(false);
    expect([isAmountOf('7000', [{ amountMinor: 7_000, currency: 'JPY' }]), isAmountOf('7000', [])]).toEqual([
      true,
      false,
    ]);
  });

  it('one id has one key, however it is spelled; another has another', () => {
    for (const text of ['TXN123456', 'txn123456', ' txn-123 456 ', 'Txn/123.456', 'ＴＸＮ123456'])
      expect(transactionKey(transactionIdOf(text) ?? ''), text).toBe('TXN123456');
    expect(transactionKey('TXN123457')).not.toBe(transactionKey('TXN123456'));
  });

  it('whatever is read is an id when it is read again, with the same key', () => {
    const written = fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z]{0,6}[-_ ]?[0-9]{1,14}[A-Za-z]{0,3}$/));
    fc.assert(
      fc.property(written, (text) => {
        const id = transactionIdOf(text);
        if (id === null) return;
        expect(id).toMatch(/^[A-Za-z0-9_-]{1,120}$/);
        expect(transactionKey(transactionIdOf(id) ?? '')).toBe(transactionKey(id));
      }),
      { numRuns: 2_000 },
    );
  });
});
