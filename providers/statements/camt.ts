import type { BankLine } from '../../domain/banking/line.ts';
import type { Statement, StatementBalance, StatementRead } from '../../domain/banking/statement.ts';
import { readAmount, readCurrency } from './amounts.ts';
import { readIsoDay } from './days.ts';
import { refuse, refuseValue } from './refuse.ts';
import { all, type Element, find, textAt, xmlText, xmlTree } from './xmlTree.ts';

// ISO 20022 camt.052, .053 and .054, of any version: reports, statements and notifications.
const STATEMENTS = new Set(['Stmt', 'Rpt', 'Ntfctn']);
const MESSAGES = new Set([
  'BkToCstmrStmt',
  'BkToCstmrAcctRpt',
  'BkToCstmrDbtCdtNtfctn',
  'BkToCstmrAcctRptV01',
  'BkToCstmrStmtV01',
  'BkToCstmrDbtCdtNtfctnV01',
]);

/** A date or an instant; the day as the bank wrote it. */
function dayAt(element: Element | undefined): string | null {
  const day = find(element, 'Dt') ?? find(element, 'DtTm');
  return day ? readIsoDay(day.text, day.line) : null;
}

function amountAt(element: Element): { minor: number; currency: string } {
  const amount = find(element, 'Amt') ?? refuse('an amount is missing', element.line);
  const currency = readCurrency(amount.attributes.Ccy ?? refuse('an amount has no currency', amount.line), amount.line);
  const size = readAmount(amount.text, currency, amount.line);
  const direction = find(element, 'CdtDbtInd');
  const sign = { CRDT: 1, DBIT: -1 }[direction?.text.trim() ?? ''];
  if (!sign)
    return refuseValue('this is neither CRDT nor DBIT:', direction?.text ?? '', direction?.line ?? element.line);
  return { minor: sign * size || 0, currency };
}

function balances(statement: Element): Map<string, StatementBalance> {
  const found = new Map<string, StatementBalance>();
  for (const balance of all(statement, 'Bal')) {
    const kind =
      textAt(balance, 'Tp/CdOrPrtry/Cd') ?? textAt(balance, 'Tp/Cd') ?? textAt(balance, 'Tp/CdOrPrtry/Prtry');
    const { minor, currency } = amountAt(balance);
    if (kind && !found.has(kind)) found.set(kind, { amountMinor: minor, currency, on: dayAt(find(balance, 'Dt')) });
  }
  return found;
}

const nameOf = (party: Element | undefined) => textAt(party, 'Nm') ?? textAt(party, 'Pty/Nm');
const joined = (texts: (string | null)[]) => texts.filter(Boolean).join(' ') || null;

/** What the payer wrote: free text, then references by grammar. */
const remittance = (details: Element) =>
  joined(
    all(details, 'RmtInf').flatMap((info) => [
      ...all(info, 'Ustrd').map(({ text }) => text.replace(/\s+/g, ' ').trim()),
      ...all(info, 'Strd').map((one) => textAt(one, 'CdtrRefInf/Ref') ?? textAt(one, 'CdtrRefInf/CdtrRef')),
    ]),
  );

/** Payer or payee: whoever is at the other side of the entry. */
function counterpartyOf(details: Element, incoming: boolean): string | null {
  const parties = find(details, 'RltdPties');
  const names = incoming ? ['Dbtr', 'UltmtDbtr'] : ['Cdtr', 'UltmtCdtr'];
  return names.map((name) => nameOf(find(parties, name))).find((name) => name) ?? null;
}

function lineOf(entry: Element, fallbackDay: string | null, notes: string[]): BankLine | null {
  const status = textAt(entry, 'Sts/Cd') ?? textAt(entry, 'Sts');
  if (status === 'INFO') return null;
  const { minor, currency } = amountAt(entry);
  const details = all(entry, 'NtryDtls').flatMap((one) => all(one, 'TxDtls'));
  const valueOn = dayAt(find(entry, 'ValDt'));
  const booked = dayAt(find(entry, 'BookgDt')) ?? valueOn;
  if (!booked) notes.push(`Line ${entry.line}: the entry names no day, so that of the file is taken`);
  const [only] = details.length === 1 ? details : [];
  const parties = new Set(details.map((one) => counterpartyOf(one, minor > 0)));
  return {
    status: status === 'PDNG' || status === 'FUTR' ? 'pending' : 'posted',
    bookedOn: booked ?? fallbackDay ?? refuse('the entry names no day', entry.line),
    valueOn,
    amountMinor: minor,
    currency,
    counterparty: parties.size === 1 ? ([...parties][0] ?? null) : null,
    reference: joined(details.slice(0, 20).map(remittance)),
    description: textAt(entry, 'AddtlNtryInf') ?? (only ? textAt(only, 'AddtlTxInf') : null),
    endToEndId: only ? textAt(only, 'Refs/EndToEndId') : null,
    bankReference: textAt(entry, 'AcctSvcrRef') ?? (only ? textAt(only, 'Refs/AcctSvcrRef') : null),
    externalId: null,
    pendingExternalId: null,
  };
}

function statementOf(element: Element, message: Element, notes: string[]): Statement {
  const known = balances(element);
  const opening = known.get('OPBD') ?? known.get('PRCD') ?? null;
  const closing = known.get('CLBD') ?? null;
  const created = textAt(element, 'CreDtTm') ?? textAt(message, 'GrpHdr/CreDtTm');
  const fallback = closing?.on ?? (created ? readIsoDay(created) : null);
  const lines = all(element, 'Ntry').flatMap((entry) => lineOf(entry, fallback, notes) ?? []);
  const account = find(element, 'Acct');
  const currency = textAt(account, 'Ccy') ?? opening?.currency ?? closing?.currency ?? lines[0]?.currency ?? null;
  return {
    account:
      textAt(account, 'Id/IBAN') ??
      textAt(account, 'Id/Othr/Id') ??
      textAt(account, 'Id/PrtryAcct/Id') ??
      textAt(account, 'Id/BBAN'),
    holder: nameOf(find(account, 'Ownr')),
    currency: currency === null ? null : readCurrency(currency, account?.line),
    number: textAt(element, 'ElctrncSeqNb') ?? textAt(element, 'LglSeqNb') ?? textAt(element, 'Id'),
    opening,
    closing,
    lines,
  };
}

/** Messages wherever they lie: some banks wrap them in envelopes. */
function messages(element: Element): Element[] {
  return element.children.flatMap((child) => (MESSAGES.has(child.name) ? [child] : messages(child)));
}

/** Reads a camt file. Refuses one whole that it can't read to the last entry. */
export function readCamt(bytes: Buffer): StatementRead {
  const { text, encoding } = xmlText(bytes);
  const notes: string[] = [];
  const statements = messages(xmlTree(text)).flatMap((message) =>
    message.children.filter(({ name }) => STATEMENTS.has(name)).map((element) => statementOf(element, message, notes)),
  );
  if (statements.length === 0) return refuse('the file holds no statement, report or notification of a bank');
  return { format: 'camt', encoding, statements, notes, csv: null };
}
