import { describe, expect, it } from 'vitest';
import { proveMail } from './mailAuthentication.ts';
import { readAuthenticationResults, singleMailbox } from './mailHeaders.ts';

const EMAIL = 'pay@example.com';
const prove = (header: string | string[], over: { from?: string; email?: string; domains?: string[] } = {}) =>
  proveMail(
    { from: over.from ?? over.email ?? EMAIL, authenticationResults: typeof header === 'string' ? [header] : header },
    { email: over.email ?? EMAIL, trusted: 'mx.google.com', domains: over.domains ?? [] },
  ).authenticated;

describe('[BK-GMAIL-05] what a server says of a mail is read by RFC 8601', () => {
  it.each([
    ['plain', 'mx.google.com; dkim=pass header.d=example.com'],
    ['a version of the format', 'mx.google.com 1; dkim=pass header.d=example.com'],
    ['a version of the method', 'mx.google.com; dkim/1=pass header.d=example.com'],
    ['capital letters', 'MX.Google.com; DKIM=Pass Header.D=Example.COM'],
    ['spaces around the marks', 'mx.google.com ; dkim = pass header.d = example.com'],
    ['folded', 'mx.google.com;\r\n\tdkim=pass\r\n\theader.d=example.com;\r\n\tspf=none'],
    ['a quoted value', 'mx.google.com; dkim=pass header.d="example.com" header.b="a/b+c="'],
    ['a reason in quotes', 'mx.google.com; dkim=pass reason="all; is=well \\"here\\"" header.d=example.com'],
    ['comments in comments', 'mx.google.com; dkim=pass (2048 bit (strong)) header.d=example.com'],
    ['a local part in quotes', 'mx.google.com; spf=pass smtp.mailfrom="a; dkim=fail"@example.com'],
    ['both names of the signer', 'mx.google.com; dkim=pass header.d=example.com header.i=@example.com'],
    [
      'a signature that could not be tried beside one that fits',
      'mx.google.com; dkim=neutral header.d=example.com; dkim=pass header.d=example.com',
    ],
    [
      'a failed signature of somebody else',
      'mx.google.com; dkim=fail header.d=list.example.org; dkim=pass header.d=example.com',
    ],
  ])('proved: %s', (_name, header) => expect(prove(header)).toBe(true));

  it.each([
    [
      'a result in a quoted local part',
      'mx.google.com; spf=pass smtp.mailfrom="x; dkim=pass header.d=example.com"@evil.example',
    ],
    ['a domain in a quoted local part', 'mx.google.com; spf=pass smtp.mailfrom="@example.com"@evil.example'],
    [
      'an escaped quotation mark',
      'mx.google.com; spf=pass smtp.mailfrom="a\\"; dkim=pass header.d=example.com; \\"b"@evil.example',
    ],
    [
      'a result in a reason',
      'mx.google.com; dkim=fail reason="; dkim=pass header.d=example.com" header.d=evil.example',
    ],
    [
      'a bracket in a quoted address inside a comment',
      'mx.google.com; spf=pass (domain of "a) ; dkim=pass header.d=example.com ; (b"@evil.example) smtp.mailfrom=evil.example',
    ],
    [
      'an address printed without its quotation marks',
      'mx.google.com; spf=pass smtp.mailfrom=x; dkim=pass header.d=example.com; spf=pass smtp.mailfrom=y@evil.example',
    ],
    ['no signature, and a signature', 'mx.google.com; dkim=none; dkim=pass header.d=example.com'],
    ['a comment that does not end', 'mx.google.com; dkim=pass header.d=example.com (and'],
    ['a quotation that does not end', 'mx.google.com; dkim=pass header.d=example.com reason="and'],
    ['words that are no result', 'mx.google.com; dkim=pass header.d=example.com; and so on'],
    ['a property twice', 'mx.google.com; dkim=pass header.d=evil.example header.d=example.com'],
    ['two names of the signer that differ', 'mx.google.com; dkim=pass header.d=evil.example header.i=@example.com'],
    [
      'passed and failed by the same domain',
      'mx.google.com; dkim=pass header.d=example.com; dkim=fail header.d=example.com',
    ],
    ['DMARC failed', 'mx.google.com; dkim=pass header.d=example.com; dmarc=fail header.from=example.com'],
    ['another server', 'mx.google.com.evil.example; dkim=pass header.d=example.com'],
    ['a name that only ends alike', 'mx.google.com; dkim=pass header.d=notexample.com'],
    ['a name that only begins alike', 'mx.google.com; dkim=pass header.d=example.com.evil.example'],
    ['a passing method of another kind', 'mx.google.com; arc=pass header.d=example.com'],
    ['DMARC alone', 'mx.google.com; dmarc=pass header.from=example.com'],
    ['softfail', 'mx.google.com; spf=softfail smtp.mailfrom=a@example.com'],
    ['nothing', ''],
  ])('not proved: %s', (_name, header) => expect(prove(header)).toBe(false));

  it('only the topmost header counts, whoever wrote the others', () => {
    const good = 'mx.google.com; dkim=pass header.d=example.com';
    expect(prove([good, 'mx.google.com; dkim=fail header.d=example.com'])).toBe(true);
    for (const first of [
      'mx.google.com; dkim=none',
      'mx.other.example; dkim=pass header.d=example.com',
      'mx.google.com; "',
    ])
      expect(prove([first, good])).toBe(false);
  });

  it('[BK-GMAIL-05] a name below is aligned; one above or beside only where DMARC passed for the very From domain, or the tenant names it', () => {
    const email = 'alerts@notify.example.com';
    const by = (signer: string, dmarc: string, domains: string[] = []) =>
      prove(`mx.google.com; dkim=pass header.i=@${signer}; dmarc=${dmarc}`, { email, domains });
    const passed = 'pass header.from=notify.example.com';
    expect(by('mail.notify.example.com', 'none')).toBe(true);
    expect(by('example.com', passed)).toBe(true);
    expect(by('bounce.example.com', passed)).toBe(true);
    expect(by('example.com', 'none')).toBe(false);
    expect(by('example.com', 'pass header.from=example.com')).toBe(false);
    expect(by('example.com', 'fail header.from=notify.example.com')).toBe(false);
    expect(by('evil.example', passed)).toBe(false);
    expect(by('com', passed)).toBe(false);
    expect(by('example.com', 'none', ['example.com'])).toBe(true);
    expect(by('mailer.example.net', 'none', ['example.net'])).toBe(true);
    expect(by('notexample.net', 'none', ['example.net'])).toBe(false);
    // A named domain signs; the From address stays the provider's.
    expect(
      prove('mx.google.com; dkim=pass header.d=example.net', { from: 'a@example.net', domains: ['example.net'] }),
    ).toBe(false);
  });

  it('reads every result with its domains', () => {
    const read = readAuthenticationResults(
      'a.example; dkim=pass header.i=@b.example header.s=s1; spf=fail smtp.mailfrom=x@c.example',
    );
    expect(read?.server).toBe('a.example');
    expect(read?.results.map(({ method, result }) => `${method} ${result}`)).toEqual(['dkim pass', 'spf fail']);
    expect(read?.results[0]?.domains.get('header.i')).toBe('b.example');
    expect(readAuthenticationResults('a.example; none')).toEqual({ server: 'a.example', results: [] });
  });
});

describe('[BK-GMAIL-05] a From header names one plain mailbox, or nobody', () => {
  it.each([
    ['pay@example.com', 'pay@example.com'],
    ['NayaPay <Pay@Example.com>', 'pay@example.com'],
    ['"Naya, Pay" <pay@example.com>', 'pay@example.com'],
    ['=?utf-8?q?Naya?= <pay@example.com>', 'pay@example.com'],
    ['NayaPay (team) <pay@example.com> (us)', 'pay@example.com'],
    ['"pay@example.com" <x@evil.example>', 'x@evil.example'],
    ['=?utf-8?q?pay@example.com=3E=2C?= <x@evil.example>', null],
    ['pay@example.com <x@evil.example>', null],
    ['pay@example.com, x@evil.example', null],
    ['x@evil.example, pay@example.com', null],
    ['Team: pay@example.com;', null],
    ['<pay@example.com> <x@evil.example>', null],
    ['"pay@example.com"@evil.example', null],
    ['pay@example.com@evil.example', null],
    ['pay @example.com', null],
    ['<pay@example.com', null],
    ['pay(a@example.com) x@evil.example', null],
    ['', null],
  ])('%s', (header, address) => expect(singleMailbox(header)).toBe(address));
});
