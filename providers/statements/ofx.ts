import type { BankLine } from '../../domain/banking/line.ts';
import type { Statement, StatementRead } from '../../domain/banking/statement.ts';
import { readAmount, readCurrency } from './amounts.ts';
import { readCompactDay } from './days.ts';
import { type Decoded, decodeDeclared, decodeGuessed } from './decode.ts';
import { refuse } from './refuse.ts';
import { all, type Element, find, textAt, xmlText } from './xmlTree.ts';

// OFX 1 is SGML without ends of its leaves, OFX 2 is XML; banks mix both, so one reader takes tags as they come.

const DEPTH_AT_MOST = 40;
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9._]*)\s*(\/?)>([^<]*)/g;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const CDATA = /<!\[CDATA\[(.*?)\]\]>/gs;
/** Once, as the format says: what was written twice over stays so. */
const plain = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,5}));/gi, (all_, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? all_;
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });

/** Tags as a tree: one with a text is a leaf, whether it is ended or not. */
function tree(text: string, from: number): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '', line: 1 };
  const open = [root];
  let [line, at] = [text.slice(0, from).split('\n').length, from];
  for (const [, end, raw = '', empty, value = ''] of text.slice(from).matchAll(TAG)) {
    const index = text.indexOf('<', at);
    for (; at < index; at += 1) if (text[at] === '\n') line += 1;
    at = index + 1;
    const name = raw.toUpperCase();
    if (end) {
      const place = open.findLastIndex((element) => element.name === name);
      if (place > 0) open.length = place;
      continue;
    }
    const element: Element = { name, attributes: {}, children: [], text: plain(value), line };
    open.at(-1)?.children.push(element);
    if (empty || value.trim() !== '') continue;
    if (open.length > DEPTH_AT_MOST) return refuse('elements lie too deep', line);
    open.push(element);
  }
  return root;
}

function decodeOfx(bytes: Buffer): Decoded {
  const head = bytes.subarray(0, 2_000).toString('latin1');
  if (/<\?xml/i.test(head)) return xmlText(bytes);
  const encoding = /^ENCODING:\s*(\S+)/m.exec(head)?.[1] ?? '';
  const charset = /^CHARSET:\s*(\S+)/m.exec(head)?.[1] ?? '';
  if (/^(utf-?8|unicode)$/i.test(encoding)) return decodeDeclared(bytes, 'utf-8');
  // Many programs declare 1252 and write UTF-8: what is valid UTF-8 with accents is hardly anything else.
  const guessed = decodeGuessed(bytes);
  if (guessed.encoding === 'utf-8') return guessed;
  return /^(?:windows-)?125\d$|^iso-?8859/i.test(charset)
    ? decodeDeclared(bytes, /^\d+$/.test(charset) ? `windows-${charset}` : charset)
    : guessed;
}

/** Elements of a name, however deep. */
const deep = (element: Element, names: ReadonlySet<string>): Element[] =>
  element.children.flatMap((child) => (names.has(child.name) ? [child] : deep(child, names)));

const decimal = (text: string) => (/^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text);

function lineOf(entry: Element, statementCurrency: string): BankLine {
  const own = textAt(entry, 'CURRENCY/CURSYM');
  const currency = own ? readCurrency(own, entry.line) : statementCurrency;
  const posted = find(entry, 'DTPOSTED');
  const amount = find(entry, 'TRNAMT');
  const day = posted?.text.trim()
    ? readCompactDay(posted.text, posted.line)
    : refuse('the line names no day', entry.line);
  if (!amount) return refuse('the line names no amount', entry.line);
  const user = textAt(entry, 'DTUSER') ?? textAt(entry, 'DTAVAIL');
  const check = textAt(entry, 'CHECKNUM');
  return {
    status: 'posted',
    bookedOn: day,
    valueOn: user && /^\d{8}/.test(user) ? readCompactDay(user, entry.line) : null,
    amountMinor: readAmount(decimal(amount.text.trim()), currency, amount.line),
    currency,
    counterparty: textAt(entry, 'NAME') ?? textAt(entry, 'PAYEE/NAME'),
    reference: textAt(entry, 'MEMO'),
    description:
      [textAt(entry, 'TRNTYPE'), check && !/^0+$/.test(check) ? `check ${check}` : null].filter(Boolean).join(' ') ||
      null,
    endToEndId: null,
    bankReference: textAt(entry, 'FITID'),
    externalId: null,
    pendingExternalId: null,
  };
}

function statementOf(element: Element): Statement {
  const code = textAt(element, 'CURDEF') ?? refuse('the statement names no currency', element.line);
  const currency = readCurrency(code, element.line);
  const balance = find(element, 'LEDGERBAL');
  const size = textAt(balance, 'BALAMT');
  const on = textAt(balance, 'DTASOF');
  const entries = deep(element, new Set(['STMTTRN']));
  return {
    account:
      textAt(element, 'BANKACCTFROM/ACCTID') ??
      textAt(element, 'CCACCTFROM/ACCTID') ??
      textAt(element, 'INVACCTFROM/ACCTID'),
    holder: null,
    currency,
    number: null,
    opening: null,
    closing: size
      ? {
          amountMinor: readAmount(decimal(size), currency, balance?.line),
          currency,
          on: on ? readCompactDay(on, balance?.line) : null,
        }
      : null,
    lines: entries.map((entry) => lineOf(entry, currency)),
  };
}

/** Reads an OFX or QFX file. A refused sign-on is no month without lines: it is refused with the bank's words. */
export function readOfx(bytes: Buffer): StatementRead {
  const { text: raw, encoding } = decodeOfx(bytes);
  if (raw.split('<![CDATA[').length > raw.split(']]>').length) return refuse('the file ends inside of a text (CDATA)');
  const text = raw.replace(CDATA, (_, inner: string) => inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  const from = text.search(/<OFX>/i);
  if (from < 0) return refuse('the file holds no OFX');
  if (!/<\/OFX>/i.test(text)) return refuse('the file ends before it is whole: </OFX> is missing');
  const root = tree(text, from);
  for (const status of deep(root, new Set(['STATUS']))) {
    const code = textAt(status, 'CODE');
    if (textAt(status, 'SEVERITY')?.toUpperCase() === 'ERROR')
      return refuse(
        `the bank answers with error ${code}: ${textAt(status, 'MESSAGE') ?? 'it does not say why'}`,
        status.line,
      );
  }
  const statements = deep(root, new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS'])).map(statementOf);
  if (statements.length === 0) return refuse('the file holds no statement of an account');
  if (all(root, 'OFX').length > 1) return refuse('the file holds more than one answer of a bank');
  return { format: 'ofx', encoding, statements, notes: [], csv: null };
}
export const looksLikeOfx = (head: string): boolean => /<OFX>|OFXHEADER/i.test(head);
