import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { counted } from '../../domain/words.ts';
import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { Failure } from '../terminal/failure.ts';
import { line, printFields, printTable, printTitle } from '../terminal/print.ts';

const FILE_BYTES_AT_MOST = 5_000_000;

interface Amount {
  text: string;
}
interface Account {
  account_id: string;
  name: string;
  institution: string | null;
  currency: string;
  balance: Amount | null;
  balance_on: string | null;
  transactions: number;
  open: number;
  gaps: { from: string; to: string }[];
}
interface Part {
  account_name: string | null;
  new_account: boolean;
  first_day: string | null;
  last_day: string | null;
  opening: Amount | null;
  closing: Amount | null;
  difference: string | null;
  lines: number;
  added: number;
}
interface Result {
  preview_hash: string;
  imported: boolean;
  format: string;
  notes: string[];
  questions: { text: string; asks: string }[];
  statements: Part[];
}
interface ImportOptions extends Shown {
  account?: string;
  mapping?: string;
  currency?: string;
  dateOrder?: string;
  direction?: string;
  preview?: boolean;
}

const FORMATS: Record<string, string> = { camt: 'CAMT', mt940: 'MT940', ofx: 'OFX', qif: 'QIF', csv: 'CSV' };
/** How each question is answered on the command line. */
const ANSWERS: Record<string, string> = {
  date_order: '--date-order dmy or --date-order mdy',
  currency: '--currency EUR, or choose the account',
  columns: '--mapping with columns that were saved at the desk',
  direction: '--direction in or --direction out',
  account: '--account with a name of: countersign accounts list',
};

type Session = ReturnType<typeof openSession>;

const accountsOf = async (session: Session) =>
  bodyOf(await session.get<{ accounts: Account[] }>('/reconciliation/accounts')).accounts;

/** The one of these that somebody names, by its id or name. */
function chosen<Row>(rows: readonly Row[], wanted: string, nameOf: (row: Row) => string[], what: string): Row {
  const found = rows.filter((row) => nameOf(row).some((name) => name.toLowerCase() === wanted.toLowerCase()));
  const [first] = found;
  if (!first) throw new Failure('missing', `there is no ${what} ${wanted}`);
  if (found.length > 1) throw new Failure('usage', `${wanted} names more than one ${what}: name its id`);
  return first;
}

async function mappingOf(session: Session, wanted: string): Promise<string> {
  type Saved = { mapping_id: string; name: string };
  const { mappings } = bodyOf(await session.get<{ mappings: Saved[] }>('/reconciliation/statement-mappings'));
  return chosen(mappings, wanted, (row) => [row.mapping_id, row.name], 'saved mapping').mapping_id;
}

async function readBase64(path: string): Promise<string> {
  const { size } = await stat(path).catch(() => {
    throw new Failure('missing', `there is no file ${path}`);
  });
  if (size > FILE_BYTES_AT_MOST) throw new Failure('usage', `${path} is larger than 5 MB`);
  return (await readFile(path)).toString('base64');
}

function printResult({ statements, notes, questions, format, imported }: Result, file: string): void {
  printTitle(`${imported ? 'Imported' : 'Preview of'} ${file}`, FORMATS[format] ?? format);
  for (const part of statements) {
    line();
    printFields([
      ['Account', part.account_name ? `${part.account_name}${part.new_account ? ', which is new' : ''}` : 'not known'],
      ['Days', part.first_day && part.last_day ? `${part.first_day} to ${part.last_day}` : ''],
      [
        'Balance',
        part.opening && part.closing ? `${part.opening.text} to ${part.closing.text}` : (part.closing?.text ?? ''),
      ],
      ['Lines', `${part.lines}, of them ${part.added} new`],
      ['Balances', part.difference ?? ''],
    ]);
  }
  for (const note of notes) line(note);
  for (const { text, asks } of questions)
    line(`${text} ${ANSWERS[asks] ? `Answer with ${ANSWERS[asks]}.` : ''}`.trim());
}

/** Previews a file and, where nothing is asked, imports exactly that. */
export async function importStatement(path: string, options: ImportOptions): Promise<void> {
  const session = openSession('admin');
  const body = {
    file_name: basename(path),
    content_base64: await readBase64(path),
    ...(options.account
      ? {
          account_id: chosen(await accountsOf(session), options.account, (row) => [row.account_id, row.name], 'account')
            .account_id,
        }
      : {}),
    ...(options.mapping ? { mapping_id: await mappingOf(session, options.mapping) } : {}),
    ...(options.currency ? { currency: options.currency.toUpperCase() } : {}),
    ...(options.dateOrder ? { date_order: options.dateOrder } : {}),
    ...(options.direction ? { direction: options.direction } : {}),
  };
  const preview = bodyOf(await session.post<Result>('/reconciliation/statements', body));
  const open = preview.questions.length > 0;
  const result =
    options.preview || open
      ? preview
      : bodyOf(
          await session.post<Result>('/reconciliation/statements', { ...body, preview_hash: preview.preview_hash }),
        );
  show(result, options, () => printResult(result, body.file_name));
  if (open && !options.preview)
    throw new Failure('invalid', 'the file leaves a question open; nothing was kept', {
      next: 'answer it and import again',
    });
}

/** Accounts with their balances. */
export async function listAccounts(options: Shown): Promise<void> {
  const accounts = await accountsOf(openSession('reviewer'));
  show({ accounts }, options, () => {
    if (accounts.length === 0) return line('no accounts here; the first statement that names one adds it');
    printTable(
      [
        { head: 'ACCOUNT', of: (row) => row.name },
        { head: 'BANK', of: (row) => row.institution ?? '' },
        { head: 'BALANCE', of: (row) => row.balance?.text ?? '', right: true },
        { head: 'OF', of: (row) => row.balance_on ?? '' },
        { head: 'LINES', of: (row) => String(row.transactions), right: true },
        { head: 'OPEN', of: (row) => String(row.open), right: true },
        { head: 'GAPS', of: (row) => (row.gaps.length > 0 ? counted(row.gaps.length, 'gap') : '') },
        { head: 'ID', of: (row) => row.account_id, id: true },
      ],
      accounts,
    );
  });
}
