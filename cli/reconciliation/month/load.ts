import { randomUUID } from 'node:crypto';
import { parseAmount } from '../../../domain/money/money.ts';
import { decimal } from './month.ts';
import { type Finance, good, until } from './office.ts';
import type { Month, MonthLine } from './stories.ts';

const DAY_MS = 86_400_000;
export const dayAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Writes clients and invoices into the organisation's WHMCS, and payments by card into its Stripe. */
export async function loadCompany({ sandbox, company }: Finance, month: Month): Promise<void> {
  await sandbox.put('sandbox', 'company', [{ id: company, name: company }]);
  const clients = [...new Set(month.bills.map(({ client }) => client))];
  await sandbox.put(
    'whmcs',
    'client',
    clients.map((name, at) => ({ id: at + 1, firstname: '', lastname: '', companyname: name })),
    company,
  );
  await sandbox.put(
    'whmcs',
    'invoice',
    month.bills.map(({ id, number, client, currency, totalMinor, issuedAgo, dueAgo }) => ({
      id,
      invoicenum: number,
      userid: clients.indexOf(client) + 1,
      total: decimal(totalMinor, currency),
      currencycode: currency,
      date: dayAgo(issuedAgo),
      duedate: dayAgo(dueAgo),
    })),
    company,
  );
  if (month.charges.length === 0) return;
  await sandbox.put(
    'stripe',
    'charge',
    month.charges.map(({ id, invoice, payer, amountMinor, ago }) => ({
      id,
      amount: amountMinor,
      currency: 'usd',
      created: Math.floor((Date.now() - ago * DAY_MS) / 1000),
      billing_details: { name: payer },
      metadata: { invoice },
    })),
    company,
  );
  await sandbox.put(
    'stripe',
    'payout',
    Array.from({ length: PAYOUTS }, (_empty, at) => payoutOf(at, month)),
    company,
  );
}

/** Has the bank book lines of an account. */
export async function book({ sandbox }: Finance, account: string, lines: readonly MonthLine[]): Promise<void> {
  const records = lines.map(({ from, reference, amountMinor, currency, ago }) => ({
    id: randomUUID(),
    account,
    booking_date: dayAgo(ago),
    amount: decimal(amountMinor, currency),
    currency,
    name: from,
    remittance: reference,
  }));
  await sandbox.put('bank', 'transaction', records);
  await moveBalance(sandbox, account, lines);
}

/** What a bank books moves what it says is there. */
async function moveBalance(sandbox: Finance['sandbox'], account: string, lines: readonly MonthLine[]): Promise<void> {
  const known = (await sandbox.records('bank', 'account')).find(({ id }) => id === account);
  const currency = String(known?.currency ?? '');
  const own = lines.filter((line) => line.currency === currency);
  if (!known || own.length === 0) return;
  const sumMinor = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const balance = decimal(parseAmount(String(known.balance), currency) + sumMinor, currency);
  await sandbox.put('bank', 'account', [{ ...known, balance }]);
}

/** When Stripe pays out what card payments have brought: one payout for each of these parts of the month. */
const PAYOUTS = 3;
/** Days before today of the first. */
const PAYOUT_AGO = 3;

/** Payouts of the organisation's Stripe account, each with its own card payments. */
const payoutOf = (at: number, { charges }: Month) => ({
  id: `po_${charges[0]?.id}_${at}`,
  sources: charges.filter((_charge, index) => index % PAYOUTS === at).map(({ id }) => id),
  created: Math.floor((Date.now() - (PAYOUT_AGO - at + 1) * DAY_MS) / 1000),
  arrival_date: Math.floor((Date.now() - (PAYOUT_AGO - at) * DAY_MS) / 1000),
});

/** What Stripe keeps of a card payment: 2.9 % and 30 cents. */
const netOf = (amountMinor: number): number => amountMinor - Math.round(amountMinor * 0.029) - 30;

/** The bank lines that the payouts are. */
export function payoutLines(month: Month): MonthLine[] {
  if (month.charges.length === 0) return [];
  return Array.from({ length: PAYOUTS }, (_empty, at) => ({
    story: 'payout' as const,
    from: 'Stripe',
    reference: `STRIPE PAYOUT ${at + 1}`,
    amountMinor: month.charges
      .filter((_charge, index) => index % PAYOUTS === at)
      .reduce((sum, { amountMinor }) => sum + netOf(amountMinor), 0),
    currency: 'USD',
    ago: PAYOUT_AGO - at,
    ending: { explained: true as const },
  }));
}

/** Of the first card payment the payer's bank takes the money back; the second is refunded. */
export async function giveBack({ sandbox, company }: Finance, { charges }: Month): Promise<void> {
  const [disputed, refunded] = charges;
  if (!disputed || !refunded) return;
  const known = await sandbox.records('stripe', 'charge', company);
  const of = (id: string) => known.find((charge) => charge.id === id);
  await sandbox.put('stripe', 'dispute', [{ id: `dp_${disputed.id}`, charge: disputed.id }], company);
  await sandbox.put(
    'stripe',
    'refund',
    [{ id: `re_${refunded.id}`, charge: refunded.id, amount: refunded.amountMinor, currency: 'usd' }],
    company,
  );
  await sandbox.put(
    'stripe',
    'charge',
    [
      { ...of(disputed.id), id: disputed.id, amount: disputed.amountMinor, disputed: true },
      { ...of(refunded.id), id: refunded.id, amount: refunded.amountMinor, amount_refunded: refunded.amountMinor },
    ],
    company,
  );
}

/** Reads WHMCS, and waits until the books have so many invoices of it. */
export async function readInvoices({ admin }: Finance, instanceId: string, count: number): Promise<void> {
  await good(admin.post(`/integrations/whmcs/${instanceId}/sync`, {}));
  await until('reading WHMCS', async () => {
    const path = `/reconciliation/invoices?instance=${instanceId}`;
    return (await allOf(admin, path, 'invoices')).length === count;
  });
}

/** All items of a list that pages. */
export async function allOf<Item = Record<string, unknown>>(
  who: Finance['admin'],
  path: string,
  name: string,
): Promise<Item[]> {
  const found: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const body: Record<string, unknown> = await good(
      who.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${more}`),
    );
    found.push(...(body[name] as Item[]));
    cursor = (body.next_cursor as string | null | undefined) ?? null;
  }
  return found;
}

const OPENING_MINOR = 500_000;

/** What a statement begins and ends with. */
function balances(lines: readonly MonthLine[]): string {
  const currency = lines[0]?.currency ?? '';
  const sumMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const balance = (code: string, minor: number, ago: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${decimal(Math.abs(minor), currency)}</Amt><CdtDbtInd>${minor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${dayAgo(ago)}</Dt></Dt></Bal>`;
  return (
    balance('OPBD', OPENING_MINOR, Math.max(...lines.map(({ ago }) => ago))) +
    balance('CLBD', OPENING_MINOR + sumMinor, 0)
  );
}

const entry = ({ amountMinor, currency, ago, from, reference }: MonthLine): string => {
  const side = amountMinor < 0 ? 'Cdtr' : 'Dbtr';
  return `<Ntry><Amt Ccy="${currency}">${decimal(Math.abs(amountMinor), currency)}</Amt><CdtDbtInd>${amountMinor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${dayAgo(ago)}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><${side}><Pty><Nm>${from}</Nm></Pty></${side}></RltdPties>
<RmtInf><Ustrd>${reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
};

/** Imports a statement of an account as an administrator does: a preview, then exactly that. How many lines were new. */
export async function importFile(
  { admin }: Finance,
  number: string,
  lines: readonly MonthLine[],
  withBalances: boolean,
): Promise<number> {
  const [first] = lines;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>${dayAgo(0)}T08:00:00</CreDtTm></GrpHdr>
<Stmt><Id>${randomUUID()}</Id><Acct><Id><IBAN>${number}</IBAN></Id><Ccy>${first?.currency}</Ccy></Acct>${withBalances ? balances(lines) : ''}${lines.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>`;
  const body = { file_name: 'month.xml', content_base64: Buffer.from(text).toString('base64') };
  const send = <Body>(more: object) =>
    good(admin.post<Body>('/reconciliation/statements', { ...body, ...more }, { 'idempotency-key': randomUUID() }));
  const { preview_hash } = await send<{ preview_hash: string }>({});
  const { statements } = await send<{ statements: { added: number }[] }>({ preview_hash });
  return statements.reduce((sum, { added }) => sum + added, 0);
}
