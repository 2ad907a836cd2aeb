import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { sessionFetch } from '../../session/session.ts';
import { Field } from '../../ui/fields.tsx';
import { type ApiDocument, addressOf, type Operation, sampleOf } from './apiDocument.ts';

/** More of an answer than this is cut off. */
const SHOWN_LENGTH = 100_000;
const HEADERS = ['content-type', 'etag', 'location', 'retry-after', 'x-request-id'];

interface Answered {
  status: number;
  words: string;
  ms: number;
  headers: string[];
  text: string;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The call is made as the person who is signed in: the token is put in by the session and seen nowhere. */
async function send(address: string, method: string, body: string | null, key: string): Promise<Answered> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== null) headers['content-type'] = 'application/json';
  if (key) headers['idempotency-key'] = key;
  const begun = performance.now();
  const answer = await sessionFetch(new Request(address, { method, headers, ...(body === null ? {} : { body }) }));
  const text = await answer.text();
  return {
    status: answer.status,
    words: answer.statusText,
    ms: Math.round(performance.now() - begun),
    headers: HEADERS.flatMap((name) => (answer.headers.has(name) ? [`${name}: ${answer.headers.get(name)}`] : [])),
    text: pretty(text).slice(0, SHOWN_LENGTH),
  };
}

function AnswerView({ answer }: { answer: Answered }) {
  return (
    <section aria-label="Answer" aria-live="polite">
      <h4>
        Answer {answer.status} {answer.words} <span className="quiet">after {answer.ms} ms</span>
      </h4>
      <p className="quiet">{answer.headers.join(' · ')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className="api-answer" tabIndex={0}>
        {answer.text || 'No body'}
      </pre>
    </section>
  );
}

/** Parameters, body and key of a call, and what was answered. */
export function TryForm({ document, operation }: { document: ApiDocument; operation: Operation }) {
  const content = operation.requestBody?.content['application/json'];
  const [values, setValues] = useState<Record<string, string>>({});
  const [bodyText, setBodyText] = useState(() =>
    content ? JSON.stringify(content.example ?? sampleOf(document, content.schema ?? {}), null, 2) : '',
  );
  const [key, setKey] = useState(() => (operation['x-idempotency-key'] ? crypto.randomUUID() : ''));
  const method = operation.method.toUpperCase();
  const call = useMutation({
    mutationFn: () =>
      send(addressOf(document.servers[0]?.url ?? '', operation, values), method, content ? bodyText : null, key),
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        call.mutate();
      }}
    >
      <h3>Try it</h3>
      <p className="quiet">
        The call is made as you, with your rights{method === 'GET' ? '.' : ', and does what it says.'}
      </p>
      {(operation.parameters ?? [])
        .filter(({ in: place }) => place === 'path' || place === 'query')
        .map(({ name, required = false }) => (
          <Field
            key={name}
            label={name}
            name={name}
            value={values[name] ?? ''}
            onChange={(value) => setValues({ ...values, [name]: value })}
            required={required}
          />
        ))}
      {content && <Field label="Body" name="body" value={bodyText} onChange={setBodyText} lines={10} />}
      {operation['x-idempotency-key'] && (
        <Field
          label="Idempotency-Key"
          name="idempotency-key"
          value={key}
          onChange={setKey}
          hint="Sent again with the same key and body, it answers the same and does nothing twice."
        />
      )}
      <Button type="submit" className="button primary" isDisabled={call.isPending}>
        Send {method}
      </Button>
      {call.error && (
        <p className="note bad" role="alert">
          {call.error.message}
        </p>
      )}
      {call.data && <AnswerView answer={call.data} />}
    </Form>
  );
}
