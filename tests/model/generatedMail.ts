import { FORMS, grouped, MARKS, SIGNS, ZERO_DECIMALS } from './generatedAmounts.ts';
import { laidOut, message, type Pick, prose } from './generatedLayout.ts';
import * as wordings from './generatedWordings.ts';

/** A number between 0 and 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What happened, before anybody writes it down. */
export interface MailFact {
  state: string;
  amountMinor: number;
  currency: string;
  /** A completed credit in ordinary English with an amount as its currency is usually written. */
  plain: boolean;
  /** Money came in and is there to stay: never may the mail be passed over. */
  credit: boolean;
}
export interface GeneratedMail {
  fact: MailFact;
  raw: Buffer;
  /** Other amounts that a careless reader might take, in minor units of the same currency. */
  traps: number[];
  text: string;
}

const NAMES = ['Ali Raza', 'JOHN DOE', 'Sana Khan', 'María García', 'Bilal Ahmed', 'Jane Roe', 'Fatima Noor'];
const DATES = ['17/10/2025', '03-Aug-25', '27 Nov 2026', 'Nov 27, 2026', '2026-11-27 14:46', '03/07/25 14:46'];

/** What is drawn for one mail: the facts, and the words they are written in. */
function draw(seed: number) {
  const random = seeded(seed);
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] as (typeof from)[number];
  const chance = (share: number) => random() < share;
  const isPlain = chance(0.45);
  const mark = pick(MARKS.filter(({ plain }) => !isPlain || plain));
  const form = pick(FORMS.filter(({ plain }) => !isPlain || plain));
  const places = ZERO_DECIMALS.has(mark.currency) ? 0 : 2;
  const whole = 1 + Math.floor(10 ** (1 + random() * 4.9));
  const cents = form.decimals === 'always' && places === 2 && chance(0.3) ? Math.floor(random() * 100) : 0;
  const plainNumber = form.write(String(whole), String(cents).padStart(2, '0'));
  const number = places === 0 && form.decimals === 'always' ? grouped(String(whole), ',', false) : plainNumber;
  const money = mark.write(number);
  const account = String(1_000 + Math.floor(random() * 9_000));
  const name = pick(NAMES);
  const reference = `TX${Math.floor(random() * 1e9)}`;
  const fill = (text: string, value = money) =>
    text
      .replaceAll('{m}', value)
      .replaceAll('{n}', name)
      .replaceAll('{d}', pick(DATES))
      .replaceAll('{a}', account)
      .replaceAll('{r}', reference);
  return {
    ...{ random, pick, chance, isPlain, mark, form, whole, number, money, account, name, reference, fill },
    amountMinor: places === 0 ? whole : whole * 100 + cents,
    balance: whole * 100 + (1 + Math.floor(random() * 90_000)) * 100,
    fee: 100 * (1 + Math.floor(random() * 30)),
    foot: pick(wordings.FOOTERS),
    subject: fill(pick(wordings.CREDIT_SUBJECTS)),
    spoken: (minor: number) => mark.write(form.write(String(Math.floor(minor / 100)), '00')),
  };
}
type Draw = ReturnType<typeof draw>;
interface Written {
  state: string;
  title: string;
  body: { text?: string; html?: string };
}

/** The fields of a payment as providers list them. */
function fields(drawn: Draw, value: string, status: string | null): [string, string][] {
  const { pick, chance, mark, number, money, reference, name, account, fee, balance, spoken } = drawn;
  const inLabel = value === money && mark.write('#') === 'PKR #' && chance(0.3);
  const label = pick(['Amount', 'Amount received', 'Credited amount', 'Transaction amount', 'Total amount']);
  const rows: [string, string][] = [
    [`${label}${inLabel ? ' (PKR)' : ''}`, inLabel ? number : value],
    [pick(['Transaction ID', 'Reference number', 'TID', 'Txn ID', 'Reference']), reference],
    [pick(['From', 'Sender', 'Sender name', 'Paid by']), name],
    [pick(['Date', 'Date & time', 'Transaction date']), pick(DATES)],
  ];
  const ours = pick(['To account', 'Beneficiary account', 'Your account']);
  if (chance(0.4)) rows.push([ours, `PK36SCBL000000112345${account}`]);
  if (chance(0.25)) rows.push(['Fee', spoken(fee)]);
  if (chance(0.25)) rows.push([pick(['Balance', 'Available balance', 'Closing balance']), spoken(balance)]);
  const notes = ['refund for last week', 'advance for booking', 'pending dues of March'];
  if (chance(0.1)) rows.push(['Message', pick(notes)]);
  const row: [string, string] = [pick(['Status', 'Transaction status', 'Payment status']), status ?? ''];
  if (status) rows.splice(Math.floor(drawn.random() * rows.length), 0, row);
  return rows;
}

/** Other amounts beside the paid one, in sentences. */
const extras = ({ chance, spoken, balance, fee }: Draw): string[] => [
  ...(chance(0.3) ? [`Your new balance is ${spoken(balance)}.`] : []),
  ...(chance(0.12) ? [`Fee: ${spoken(fee)}`] : []),
  ...(chance(0.08) ? [`Available balance: ${spoken(balance)}`] : []),
  ...(chance(0.05) ? [`Daily limit: ${spoken(balance * 3)}`] : []),
];

function digest(drawn: Draw): Written {
  const { pick, chance, mark, form, whole, fill, reference, name, random, foot } = drawn;
  const forms = [
    'You have received {m} from {n}. Ref: {r}',
    '{n} sent you {m}. Ref: {r}',
    'Funds received: {m} from {n}. TID {r}',
  ];
  const other = mark.write(form.write(String(chance(0.3) ? whole : whole + 1_000), '00'));
  const second = fill(pick(forms), other)
    .replaceAll(reference, `TX${Math.floor(random() * 1e9)}`)
    .replaceAll(name, 'Usman Tariq');
  return { state: 'digest', title: 'Payments received', body: prose([fill(pick(forms)), second, foot], pick) };
}

/** A completed credit whose amount is written in a way that makes it none. */
function negative(drawn: Draw): Written {
  const { pick, chance, money, fill, foot } = drawn;
  const signed = pick(SIGNS)(money);
  const body = chance(0.5)
    ? laidOut(pick(wordings.CREDIT_HEADS), fields(drawn, signed, null), foot, pick)
    : prose([fill(pick(wordings.CREDITS), signed), foot], pick);
  return { state: 'negative', title: 'Transaction alert', body };
}

function credit(drawn: Draw): Written {
  const { pick, chance, money, subject, fill, foot } = drawn;
  const title = chance(0.5) ? subject : pick(['Payment received', 'Transaction alert']);
  const status = chance(0.4) ? pick(wordings.GOOD_STATUS) : null;
  const body = chance(0.5)
    ? laidOut(pick(wordings.CREDIT_HEADS), fields(drawn, money, status), foot, pick)
    : prose([fill(pick(wordings.CREDITS)), ...extras(drawn), foot], pick);
  return { state: 'completed', title, body };
}

function badStatus(drawn: Draw): Written {
  const { pick, money, subject, foot } = drawn;
  const rows = fields(drawn, money, pick(wordings.BAD_STATUS));
  return { state: 'bad status', title: subject, body: laidOut(pick(wordings.CREDIT_HEADS), rows, foot, pick) };
}

function foreign({ pick, fill, subject }: Draw, state: string, said: readonly string[]): Written {
  const titles = ['NayaPay', state === 'foreign' ? subject : 'Transaction alert'];
  return { state, title: pick(titles), body: prose([fill(pick(said))], pick) };
}

/** No completed credit: the sentence alone, before an ordinary list, or as the subject over one. */
function otherwise(drawn: Draw, state: string): Written {
  const { pick, money, fill, foot } = drawn;
  const said = fill(pick(wordings.OTHERS[state] ?? []));
  const title = pick(['Transaction alert', 'Notification', 'Payment received', 'Account activity', 'NayaPay']);
  const rows = () => fields(drawn, money, null);
  return pick([
    () => ({ state, title, body: prose([said, ...extras(drawn), foot], pick) }),
    () => ({ state, title, body: laidOut(said, rows(), foot, pick) }),
    () => ({ state, title: said, body: laidOut(pick(['Transaction details', 'Dear customer,']), rows(), foot, pick) }),
  ])();
}

/** What is written beside completed credits, each about as often. */
const KINDS: ((drawn: Draw) => Written)[] = [
  credit,
  credit,
  negative,
  digest,
  badStatus,
  (drawn) => foreign(drawn, 'foreign', wordings.FOREIGN_CREDITS),
  (drawn) => foreign(drawn, 'foreign other', wordings.FOREIGN_OTHERS),
  ...Object.keys(wordings.OTHERS).map((state) => (drawn: Draw) => otherwise(drawn, state)),
];

/** One mail of a seed: what happened is drawn first, then how it is written. */
export function generateMail(seed: number): GeneratedMail {
  const drawn = draw(seed);
  const { isPlain, pick, mark, amountMinor, balance, fee, whole, account } = drawn;
  const { state, title, body } = isPlain ? credit(drawn) : pick(KINDS)(drawn);
  const isCredit = state === 'completed' || state === 'foreign';
  return {
    fact: { amountMinor, currency: mark.currency, state, credit: isCredit, plain: isPlain },
    raw: message(title, body, pick),
    traps: [
      balance,
      fee,
      balance * 3,
      whole * 100,
      Number(account) * 100,
      1_700,
      300,
      amountMinor * 100,
      Math.floor(amountMinor / 100),
    ],
    text: `${title}\n${body.html ?? body.text ?? ''}`,
  };
}
