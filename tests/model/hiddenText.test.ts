import { describe, expect, it } from 'vitest';
import { type MailText, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { readMessage } from '../../providers/gmail/message.ts';

const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };
const SEEN = 'You have received Rs. 5,000.00 from Ali Raza.';

/** Ways to keep a text from people's eyes: head of the page, the element that holds it. */
const WAYS: Record<string, [style: string, element: (text: string) => string]> = {
  'display:none': ['', (text) => `<div style="color:red; DISPLAY : none !important">${text}</div>`],
  'a class': ['.x{display:none}', (text) => `<p class="a x">${text}</p>`],
  'a class in a class': [
    'table .x , .y{visibility:hidden}',
    (text) => `<table><tr><td class=x>${text}</td></tr></table>`,
  ],
  'an id in a sheet with comments': ['/* .z */ #gone{ font-size:0 }', (text) => `<span id="gone">${text}</span>`],
  'a media query': [
    '@media screen and (min-width:1px){ .m{display:none!important} }',
    (text) => `<p class=m>${text}</p>`,
  ],
  'font-size 0': ['', (text) => `<span style="font-size:0px;line-height:0">${text}</span>`],
  'font-size 1': ['', (text) => `<span style="font:normal 1px/1px Arial">${text}</span>`],
  'white on white': ['', (text) => `<p style="color:#ffffff">${text}</p>`],
  'colour of the cell': [
    'td{background:#003366}',
    (text) => `<table><tr><td><font color="#003366">${text}</font></td></tr></table>`,
  ],
  'colour of the cell by attribute': [
    '',
    (text) => `<table><tr><td bgcolor="#EEEEEE"><span style="color:rgb(240,240,240)">${text}</span></td></tr></table>`,
  ],
  transparent: ['', (text) => `<p style="color:rgba(0,0,0,0)">${text}</p>`],
  opacity: ['', (text) => `<p style="opacity:0.0">${text}</p>`],
  hidden: ['', (text) => `<p hidden>${text}</p>`],
  'aria-hidden': ['', (text) => `<p aria-hidden="true">${text}</p>`],
  'off the screen': ['', (text) => `<div style="position:absolute;left:-9999px">${text}</div>`],
  indented: ['', (text) => `<div style="text-indent:-5000px">${text}</div>`],
  'no height': ['', (text) => `<div style="max-height:0;overflow:hidden">${text}</div>`],
  clipped: ['', (text) => `<div style="position:absolute;clip-path: inset(50%)">${text}</div>`],
  template: ['', (text) => `<template>${text}</template>`],
  'closed details': ['', (text) => `<details><summary>More</summary>${text}</details>`],
  'a comment for one program': ['', (text) => `<!--[if mso]><table><tr><td>${text}</td></tr></table><![endif]-->`],
  'a hidden row': [
    '',
    (text) => `<table><tr><td>Note</td><td>Thanks</td></tr><tr style="display:none"><td>${text}</td></tr></table>`,
  ],
  noscript: ['', (text) => `<noscript>${text}</noscript>`],
  'struck out': ['', (text) => `<s>${text}</s>`],
};

async function read(style: string, body: string, change: (mail: MailText) => MailText = (mail) => mail) {
  const page = `<!DOCTYPE html><html><head><title>Your payment</title><style>body{background:#fff}${style}</style></head><body>${body}</body></html>`;
  const raw = `From: n@x.example\r\nSubject: Alert\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${page}\r\n`;
  const parsed = parsePaymentMail(change(await readMessage(Buffer.from(raw))), RULES);
  return parsed.kind === 'payment'
    ? `pay ${parsed.payment.amountMinor}`
    : parsed.kind === 'unreadable'
      ? parsed.reason
      : parsed.why;
}

describe('[BK-GMAIL-03] text that people do not see', () => {
  it.each(Object.entries(WAYS))(
    '%s: is no word of the mail, may repeat it, and asks where it says more',
    async (_name, [style, hide]) => {
      expect(await read(style, `<p>${SEEN}</p>`)).toBe('pay 500000');
      expect(await read(style, `${hide(SEEN)}<p>Hello Hamza</p>`)).not.toMatch(/^pay/);
      expect(await read(style, `${hide(SEEN)}<p>${SEEN}</p>`)).toBe('pay 500000');
      expect(await read(style, `${hide('You have received Rs. 9,000.00 from Ali Raza.')}<p>${SEEN}</p>`)).toBe(
        'hidden_text',
      );
      expect(await read(style, `<p>${SEEN}</p>${hide('This payment was reversed.')}`)).toBe('hidden_text');
      // It must not stand between what is seen, either.
      expect(
        await read(
          style,
          `<p>You have received Rs. 5,000.00</p>${hide('from nobody: it failed')}<p>from Ali Raza.</p>`,
        ),
      ).not.toMatch(/^pay/);
    },
  );

  it.each([
    ['.btn{color:#fff;background:#0a7d2c}', `<p>${SEEN}</p><a class="btn">Open app</a>`],
    ['@media (prefers-color-scheme: dark){body{background:#000}p{color:#fff!important}}', `<p>${SEEN}</p>`],
    ['', `<table bgcolor="#003366"><tr><td style="color:#fff">${SEEN}</td></tr></table>`],
    ['', `<div style="background:url(a.png) #fff"><p style="color:#fff">${SEEN}</p></div>`],
    ['a:hover{display:none} .x:before{font-size:0}', `<p><a class="x" href="#">${SEEN}</a></p>`],
    ['', `<!--[if !mso]><!--><p>${SEEN}</p><!--<![endif]-->`],
    [
      '',
      `<!--[if mso]><table width="600"><tr><td><![endif]--><p>${SEEN}</p><!--[if mso]></td></tr></table><![endif]-->`,
    ],
    ['', `<details open><summary>Details</summary>${SEEN}</details>`],
  ])('what is seen is read: %s %s', async (style, body) => {
    expect(await read(style, body)).toBe('pay 500000');
  });

  it('planted bug: a reader that forgets what is hidden confirms beside it', async () => {
    const [style, hide] = WAYS['a class'] ?? ['', String];
    const body = `<p>${SEEN}</p>${hide('This payment was reversed.')}`;
    expect(await read(style, body, (mail) => ({ ...mail, hidden: '' }))).toBe('pay 500000');
  });
});
