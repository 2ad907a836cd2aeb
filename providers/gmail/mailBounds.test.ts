import { describe, expect, it } from 'vitest';
import { checkHtml, checkMailBytes, checkText, claimsToBeFrom, HTML_DEPTH, MAXIMUM_MAIL_BYTES } from './mailBounds.ts';

const mail = (head: string, body = 'text') => Buffer.from(`${head}\r\n\r\n${body}`);
const refused = (check: () => void): string | null => {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
};

describe('the bytes of a mail', () => {
  it.each<[string, Buffer, Buffer, RegExp]>([
    [
      'its length',
      Buffer.concat([mail('a: b'), Buffer.alloc(MAXIMUM_MAIL_BYTES - 12, 'x')]),
      Buffer.concat([mail('a: b'), Buffer.alloc(MAXIMUM_MAIL_BYTES - 11, 'x')]),
      /too_large/,
    ],
    [
      'the length of its headers',
      mail(`a: ${'x'.repeat(131_069)}`),
      mail(`a: ${'x'.repeat(131_070)}`),
      /headers_too_large/,
    ],
    [
      'its header lines',
      mail(Array(2_001).fill('a: b').join('\n')),
      mail(Array(2_002).fill('a: b').join('\n')),
      /too_many_headers/,
    ],
    ['encoded words', mail(`a: ${'=?'.repeat(1_000)}`), mail(`a: ${'=?'.repeat(1_001)}`), /too_many_encoded_words/],
    ['parts', mail('a: b', '\n--x'.repeat(1_000)), mail('a: b', '\n--x'.repeat(1_001)), /too_many_parts/],
  ])('are bound by %s, on both sides of the bound', (_name, good, bad, reason) => {
    expect(refused(() => checkMailBytes(good))).toBeNull();
    expect(refused(() => checkMailBytes(bad))).toMatch(reason);
  });

  it('a mail without a body is all headers', () => {
    expect(refused(() => checkMailBytes(Buffer.from('x'.repeat(131_073))))).toMatch(/headers_too_large/);
    expect(refused(() => checkMailBytes(Buffer.alloc(0)))).toBeNull();
  });
});

describe('HTML', () => {
  it.each([
    ['its length', 'x'.repeat(1_000_000), 'x'.repeat(1_000_001), /html_too_large/],
    ['its elements', '<br>'.repeat(20_000), '<br>'.repeat(20_001), /too_many_tags/],
    ['its depth', '<div>'.repeat(HTML_DEPTH), '<div>'.repeat(HTML_DEPTH + 1), /nested_too_deep/],
    ['one span', '<td colspan="200">', '<td colspan="201">', /table_too_large/],
    ['a span without quotes and with a sign', '<td rowspan = +200>', '<td rowspan = +201>', /table_too_large/],
    ['all spans', '<td colspan=200>'.repeat(25), '<td colspan=200>'.repeat(26), /table_too_large/],
  ])('is bound by %s', (_name, good, bad, reason) => {
    expect(refused(() => checkHtml(good))).toBeNull();
    expect(refused(() => checkHtml(bad))).toMatch(reason);
  });

  it('what is closed, or closes itself, nests nothing', () => {
    expect(refused(() => checkHtml('<div></div>'.repeat(5_000)))).toBeNull();
    expect(refused(() => checkHtml('<P><LI><img>'.repeat(99).replaceAll('<P>', '</b><b>')))).toBeNull();
    // Ends without a beginning give no depth back.
    expect(refused(() => checkHtml('</div>'.repeat(200) + '<div>'.repeat(HTML_DEPTH + 1)))).toMatch(/nested_too_deep/);
  });
});

it('a line without an end is no text that a person wrote', () => {
  const line = 'x'.repeat(100_000);
  for (const good of ['', line, `${line}\n${line}`, '\n'.repeat(1_000)])
    expect(refused(() => checkText(good))).toBeNull();
  for (const bad of [`${line}x`, `a\n${line}x`, `${line}x\na`])
    expect(refused(() => checkText(bad))).toMatch(/line_too_long/);
});

describe('who a mail that is not taken apart says it is from', () => {
  const PROVIDER = 'alerts@Bank.example';
  it.each([
    ['From: Bank <alerts@bank.example>', true],
    ['FROM: ALERTS@BANK.EXAMPLE', true],
    ['a: b\nFrom:\n\tBank\n <alerts@bank.example>', true],
    ['From: other@bank.example\nFrom: alerts@bank.example', false],
    ['From: x\nTo: alerts@bank.example', false],
    ['To: alerts@bank.example', false],
    ['X-From: alerts@bank.example', false],
    ['', false],
  ])('%j: %s', (head, isIts) => expect(claimsToBeFrom(mail(head), PROVIDER)).toBe(isIts));

  it('the body says nothing', () => {
    expect(claimsToBeFrom(mail('To: a@b.example', 'From: alerts@bank.example'), PROVIDER)).toBe(false);
  });
});
