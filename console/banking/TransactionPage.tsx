import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Link, useParams } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Moments } from '../ui/Case.tsx';
import { Field } from '../ui/fields.tsx';
import { Id } from '../ui/Id.tsx';
import { dayText, Instant } from '../ui/Instant.tsx';
import { Badge, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { reasonText, SOURCE_WORDS, STATUS_WORDS } from './words.ts';

type Line = Schema<'ShownBankTransaction'>;

/** Changes a line and shows what came of it, here and in the lists. */
function useChange(line: Line, change: () => Promise<Line>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (changed) => queries.setQueryData(['bank-line', line.transaction_id], changed),
    onSettled: () => {
      for (const key of ['bank-lines', 'bank-accounts']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

function SetAside({ line }: { line: Line }) {
  const [reason, setReason] = useState('');
  const params = { path: { transaction_id: line.transaction_id } };
  const ignore = useChange(line, () =>
    body(api.POST('/reconciliation/transactions/{transaction_id}/ignore', { params, body: { reason } })),
  );
  const back = useChange(line, () =>
    body(api.POST('/reconciliation/transactions/{transaction_id}/unignore', { params })),
  );
  const problem = ignore.error ?? back.error;
  if (line.status === 'ignored')
    return (
      <>
        {problem && <ProblemNote problem={asProblem(problem)} />}
        <Button className="button" isDisabled={back.isPending} onPress={() => back.mutate()}>
          Take it up again
        </Button>
      </>
    );
  if (line.status === 'matched') return null;
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        ignore.mutate();
      }}
    >
      {problem && asProblem(problem).fields.length === 0 && <ProblemNote problem={asProblem(problem)} />}
      <Field
        label="Why it belongs to no invoice"
        name="reason"
        value={reason}
        onChange={setReason}
        problem={ignore.error ? asProblem(ignore.error) : null}
        maxLength={200}
        required
      />
      <Button className="button" type="submit" isDisabled={ignore.isPending || reason.trim() === ''}>
        Set it aside
      </Button>
    </Form>
  );
}

function Note({ line }: { line: Line }) {
  const [note, setNote] = useState(line.note ?? '');
  const save = useChange(line, () =>
    body(
      api.PUT('/reconciliation/transactions/{transaction_id}/note', {
        params: { path: { transaction_id: line.transaction_id } },
        body: { note },
      }),
    ),
  );
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && <ProblemNote problem={asProblem(save.error)} />}
      <Field label="Note" name="note" value={note} onChange={setNote} lines={3} maxLength={2000} />
      <Button className="button" type="submit" isDisabled={save.isPending || note === (line.note ?? '')}>
        Save the note
      </Button>
    </Form>
  );
}

function Facts({ line }: { line: Line }) {
  const facts: (readonly [string, string | null])[] = [
    ['Account', line.account_name],
    ['Booked', dayText(line.booked_on)],
    ['Counts from', line.value_on ? dayText(line.value_on) : null],
    ['What the payer wrote', line.reference],
    ['What the bank wrote', line.description],
    ['The payer’s id', line.end_to_end_id],
    ['The bank’s id', line.bank_reference],
    ['Known from', SOURCE_WORDS[line.source]],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, text]) =>
        text === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="given-text">{text}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

export function TransactionPage() {
  const { transactionId = '' } = useParams();
  const may = useMay();
  const query = useQuery({
    queryKey: ['bank-line', transactionId],
    queryFn: () =>
      body(
        api.GET('/reconciliation/transactions/{transaction_id}', {
          params: { path: { transaction_id: transactionId } },
        }),
      ),
  });
  return (
    <Loaded query={query}>
      {(line) => (
        <>
          <PageHead title={`${line.amount.text}${line.counterparty ? ` of ${line.counterparty}` : ''}`}>
            <Link to="/transactions">All transactions</Link>
          </PageHead>
          <p>
            <Badge tone={STATUS_WORDS[line.status].tone}>{STATUS_WORDS[line.status].text}</Badge>{' '}
            {line.reason && <span className="given-text">{reasonText(line.reason)}</span>}
          </p>
          {line.removed_at && (
            <p className="note warn">
              The bank has taken this line back <Instant at={line.removed_at} relative />.
            </p>
          )}
          <Facts line={line} />
          {may('banking:manage') && (
            <>
              <SetAside line={line} />
              <Note key={line.note ?? ''} line={line} />
            </>
          )}
          {!may('banking:manage') && line.note && <blockquote>{line.note}</blockquote>}
          <h2>What happened</h2>
          {line.history.length > 0 ? (
            <Moments rows={line.history.map(({ at, sentence }) => ({ at, text: sentence }))} />
          ) : (
            <p className="quiet">Nobody has changed this line.</p>
          )}
          <p className="quiet">
            <Id of={line.transaction_id} />
          </p>
        </>
      )}
    </Loaded>
  );
}
