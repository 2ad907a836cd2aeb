import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Field } from '../ui/fields.tsx';
import { ProblemNote } from '../ui/parts.tsx';

type Explained = Schema<'ExplainedMatch'>;

/** Asks for a recorded match to be taken back at WHMCS. Somebody else decides about it in the inbox. */
export function TakeBack({ match }: { match: Explained }) {
  const mayDecide = useMay()('review:decide');
  const [comment, setComment] = useState('');
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      body(
        api.POST('/reconciliation/matches/{match_id}/undo', {
          params: { path: { match_id: match.match_id } },
          body: { comment },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['match', match.match_id] }),
  });
  if (!mayDecide || match.status !== 'recorded') return null;
  return (
    <section className="card-section">
      <h2>Take it back</h2>
      {ask.isSuccess ? (
        <p role="status">Another person is asked in the review inbox. Until then it stands.</p>
      ) : (
        <Form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <p>It is taken back at {match.instance} once another person has approved it.</p>
          {ask.error && asProblem(ask.error).fields.length === 0 && <ProblemNote problem={asProblem(ask.error)} />}
          <Field
            label="Why it is wrong"
            name="comment"
            value={comment}
            onChange={setComment}
            problem={ask.error ? asProblem(ask.error) : null}
            maxLength={500}
            required
          />
          <Button className="button" type="submit" isDisabled={ask.isPending || comment.trim() === ''}>
            Ask for it to be taken back
          </Button>
        </Form>
      )}
    </section>
  );
}
