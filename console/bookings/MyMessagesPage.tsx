import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { Field } from '../ui/fields.tsx';
import { Id } from '../ui/Id.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Empty, PageHead, ProblemNote } from '../ui/parts.tsx';

/** What the office wrote to a customer, and the customer to the office. */
export function MyMessagesPage() {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const query = usePages(['messages'], (cursor) =>
    body(api.GET('/messages', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
  );
  const write = useMutation({
    mutationFn: () => body(api.POST('/messages', { body: { body: text.trim() } })),
    onSuccess: () => setText(''),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['messages'] }),
  });
  const problem = write.error ? asProblem(write.error) : null;
  return (
    <>
      <PageHead title="My messages" about="Between you and the office, newest first." />
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate();
        }}
      >
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        <Field
          label="Write to the office"
          name="body"
          value={text}
          onChange={setText}
          lines={3}
          maxLength={2000}
          problem={problem}
        />
        <div className="row">
          <Button className="button primary" type="submit" isDisabled={!text.trim() || write.isPending}>
            Send
          </Button>
        </div>
      </Form>
      <Paged
        query={query}
        rows={(page) => page.messages}
        empty={
          <Empty title="No message yet">What the office writes to you appears here, also when WhatsApp fails.</Empty>
        }
      >
        {(rows) => (
          <ul className="messages">
            {rows.map((message) => (
              <li key={message.message_id}>
                <p className="quiet">
                  {message.direction === 'in' ? 'You wrote' : 'The office wrote'} · <Instant at={message.created_at} />{' '}
                  {message.booking_id && (
                    <>
                      · <Link to={`/bookings/${message.booking_id}`}>The booking</Link> <Id of={message.booking_id} />
                    </>
                  )}
                </p>
                <blockquote className="given-text">{message.body}</blockquote>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
