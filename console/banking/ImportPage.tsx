import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, DropZone, FileTrigger } from 'react-aria-components';
import { Link } from 'react-router';
import { counted } from '../../domain/words.ts';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { dayText } from '../ui/Instant.tsx';
import { DataTable, PageHead, ProblemNote, Skeleton } from '../ui/parts.tsx';
import { useAccounts } from './AccountsPage.tsx';
import { MappingEditor } from './MappingEditor.tsx';
import { SOURCE_WORDS } from './words.ts';

const BYTES_AT_MOST = 5_000_000;
type Result = Schema<'StatementResult'>;
type Part = Result['statements'][number];

interface Chosen {
  /** Another one for each file that is chosen. */
  id: string;
  name: string;
  content: string;
}
/** What somebody answers, over what the file says. */
interface Answers {
  account_id?: string;
  currency?: string;
  date_order?: 'dmy' | 'mdy';
  direction?: 'in' | 'out';
  mapping?: Schema<'CsvMapping'>;
}

/** The bytes of a file as base64, in pieces that a call takes. */
async function contentOf(file: File): Promise<Chosen> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return { id: crypto.randomUUID(), name: file.name, content: btoa(text) };
}

function ChooseFile({ onFile }: { onFile(file: Chosen): void }) {
  const [problem, setProblem] = useState('');
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > BYTES_AT_MOST || file.size === 0) {
      setProblem(file.size === 0 ? 'This file is empty.' : 'This file is larger than 5 MB.');
      return;
    }
    setProblem('');
    onFile(await contentOf(file));
  };
  return (
    <DropZone
      className="empty"
      aria-label="Drop a statement file here"
      onDrop={(event) => {
        const [item] = event.items.filter((one) => one.kind === 'file');
        if (item?.kind === 'file') void item.getFile().then(take);
      }}
    >
      <p className="empty-title">Drop a statement here</p>
      <p className="quiet">CAMT, MT940, OFX, QIF or CSV, at most 5 MB. You see what it says before anything is kept.</p>
      <FileTrigger onSelect={(files) => void take(files?.[0])}>
        <Button className="button primary">Choose a file</Button>
      </FileTrigger>
      {problem && <p role="alert">{problem}</p>}
    </DropZone>
  );
}

const ORDERS = [
  ['', 'Choose'],
  ['dmy', 'The day stands first'],
  ['mdy', 'The month stands first'],
] as const;
const DIRECTIONS = [
  ['', 'Choose'],
  ['in', 'The money came in'],
  ['out', 'The money went out'],
] as const;

/** What the file leaves open, as choices. */
function Questions({ result, answers, set }: { result: Result; answers: Answers; set(more: Answers): void }) {
  const accounts = useAccounts().data?.accounts ?? [];
  const asks = (what: Result['questions'][number]['asks']) =>
    result.questions.some((one) => one.asks === what) || what in answers;
  return (
    <>
      {result.questions.map(({ text }) => (
        <p key={text} className="note warn">
          {text}
        </p>
      ))}
      <div className="filters">
        {accounts.length > 0 && (
          <Choice
            label="Account"
            value={answers.account_id ?? ''}
            options={[
              ['', 'The one that the file names'],
              ...accounts.map((one) => [one.account_id, one.name] as const),
            ]}
            onChange={(next) => set({ account_id: next })}
          />
        )}
        {(asks('date_order') || answers.date_order) && (
          <Choice
            label="Days"
            value={answers.date_order ?? ''}
            options={ORDERS}
            onChange={(next) => set({ date_order: next as 'dmy' })}
          />
        )}
        {(asks('direction') || answers.direction) && (
          <Choice
            label="Amounts without a sign"
            value={answers.direction ?? ''}
            options={DIRECTIONS}
            onChange={(next) => set({ direction: next as 'in' })}
          />
        )}
      </div>
      {accounts.length === 0 && asks('currency') && (
        <p>
          <Link to="/bank-accounts">Add the account</Link> of this file first: its currency is that of the account.
        </p>
      )}
    </>
  );
}

function PartOf({ part }: { part: Part }) {
  const days = part.first_day && part.last_day ? `, ${dayText(part.first_day)} to ${dayText(part.last_day)}` : '';
  return (
    <section className="setting">
      <h2>{part.account_name ?? 'An account that is still to be chosen'}</h2>
      <p>
        {counted(part.lines, 'line')}
        {days}: {part.added} new, {part.lines - part.added} known already.
        {part.new_account && ' The account is new here.'}
      </p>
      {part.opening && part.closing && (
        <p>
          Balance {part.opening.text} to {part.closing.text}.
        </p>
      )}
      {part.difference && <p className="note warn">{part.difference}.</p>}
      <DataTable label="First lines" numbers={['Amount']} head={['Booked', 'Who', 'What for', 'Amount']}>
        {part.sample.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a file never change places
          <tr key={at}>
            <td>{dayText(line.booked_on)}</td>
            <td>
              <span className="given-text">{line.counterparty ?? '–'}</span>
            </td>
            <td>
              <span className="given-text">{line.reference ?? line.description ?? '–'}</span>
            </td>
            <td className="number">{line.amount.text}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

const bodyOf = ({ name, content }: Chosen, answers: Answers) => ({
  file_name: name,
  content_base64: content,
  ...answers,
});

function Preview({ file, onDone, onOther }: { file: Chosen; onDone(result: Result): void; onOther(): void }) {
  const queries = useQueryClient();
  const [answers, setAnswers] = useState<Answers>({});
  // A choice that is taken back is no answer.
  const set = (more: Answers) =>
    setAnswers((before) =>
      Object.fromEntries(Object.entries({ ...before, ...more }).filter(([, value]) => value !== '')),
    );
  const preview = useQuery({
    queryKey: ['statement-preview', file.id, answers],
    queryFn: () => body(api.POST('/reconciliation/statements', { body: bodyOf(file, answers) })),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const result = preview.data;
  const keep = useMutation({
    mutationFn: () =>
      body(
        api.POST('/reconciliation/statements', {
          body: { ...bodyOf(file, answers), preview_hash: result?.preview_hash ?? '' },
        }),
      ),
    onSuccess: (kept) => {
      for (const key of ['bank-accounts', 'bank-lines']) void queries.invalidateQueries({ queryKey: [key] });
      onDone(kept);
    },
  });
  const problem = preview.error ?? keep.error;
  const isOpen = !result || result.questions.length > 0 || preview.isPlaceholderData || preview.error !== null;
  return (
    <>
      <p>
        {file.name}
        {result && `, a ${SOURCE_WORDS[result.format]}`}
      </p>
      {problem && <ProblemNote problem={asProblem(problem)} />}
      {!result && !problem && <Skeleton />}
      {result && <Questions result={result} answers={answers} set={set} />}
      {result?.notes.map((note) => (
        <p key={note} className="quiet">
          {note}.
        </p>
      ))}
      {/* biome-ignore lint/suspicious/noArrayIndexKey: the statements of a file never change places */}
      {!problem && result?.statements.map((part, at) => <PartOf key={at} part={part} />)}
      {result?.csv && <MappingEditor csv={result.csv} set={(mapping) => set({ mapping })} />}
      <div className="row">
        <Button className="button primary" isDisabled={isOpen || keep.isPending} onPress={() => keep.mutate()}>
          Import
        </Button>
        <Button className="button quiet-button" onPress={onOther}>
          Another file
        </Button>
      </div>
    </>
  );
}

function Done({ result, onOther }: { result: Result; onOther(): void }) {
  const added = result.statements.reduce((sum, part) => sum + part.added, 0);
  return (
    <>
      <p className="note good" role="status">
        Imported: {counted(added, 'new line')}.
      </p>
      <div className="row">
        <Link className="button primary" to="/transactions">
          See the transactions
        </Link>
        <Button className="button" onPress={onOther}>
          Another file
        </Button>
      </div>
    </>
  );
}

export function ImportPage() {
  const [file, setFile] = useState<Chosen | null>(null);
  const [done, setDone] = useState<Result | null>(null);
  const again = () => {
    setFile(null);
    setDone(null);
  };
  return (
    <>
      <PageHead title="Import a statement" about="A preview first: nothing is kept until you import it." />
      {done ? (
        <Done result={done} onOther={again} />
      ) : file ? (
        <Preview file={file} onDone={setDone} onOther={again} />
      ) : (
        <ChooseFile onFile={setFile} />
      )}
    </>
  );
}
