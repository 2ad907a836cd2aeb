import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Field } from '../../ui/fields.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead } from '../../ui/parts.tsx';
import { type ApiDocument, type Operation, operationsByArea, typeText } from './apiDocument.ts';
import { SchemaTree } from './SchemaTree.tsx';
import { TryForm } from './TryForm.tsx';

const readDocument = async (): Promise<ApiDocument> => {
  const answer = await fetch('/openapi.json');
  if (!answer.ok) throw new Error('the description of the API could not be read');
  return (await answer.json()) as ApiDocument;
};

function OperationList({
  document,
  chosen,
  onChoose,
}: {
  document: ApiDocument;
  chosen: string | null;
  onChoose(operation: Operation): void;
}) {
  const [wanted, setWanted] = useState('');
  const areas = operationsByArea(document, wanted);
  return (
    <nav className="api-list" aria-label="Operations">
      <Field label="Find an operation" name="find" value={wanted} onChange={setWanted} />
      {areas.size === 0 && (
        <Empty title="No operation speaks of that">Look for a word of its path or of what it does.</Empty>
      )}
      {[...areas].map(([area, operations]) => (
        <details key={area} open={wanted !== '' || operations.some(({ operationId }) => operationId === chosen)}>
          <summary>
            {area} <span className="quiet">{operations.length}</span>
          </summary>
          <ul>
            {operations.map((operation) => (
              <li key={operation.operationId}>
                <button
                  type="button"
                  aria-current={operation.operationId === chosen}
                  onClick={() => onChoose(operation)}
                >
                  <strong>{operation.method.toUpperCase()}</strong> <code>{operation.path}</code>
                  <div className="quiet">{operation.summary}</div>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}

function Answers({ document, operation }: { document: ApiDocument; operation: Operation }) {
  return (
    <>
      <h3>Answers</h3>
      {Object.entries(operation.responses).map(([status, answer]) => {
        const codes = Object.entries(answer['x-error-codes'] ?? {});
        const shape = Object.values(answer.content ?? {})[0]?.schema;
        return (
          <details key={status}>
            <summary>
              <Badge tone={Number(status) < 400 ? 'good' : 'warn'}>{status}</Badge>{' '}
              {codes.length === 0 && answer.description}
              {codes.map(([code]) => code).join(', ')}
            </summary>
            {codes.length > 0 ? (
              <ul>
                {codes.map(([code, title]) => (
                  <li key={code}>
                    <code>{code}</code> {title}
                  </li>
                ))}
              </ul>
            ) : (
              shape && <SchemaTree document={document} shape={shape} />
            )}
          </details>
        );
      })}
    </>
  );
}

function OperationView({ document, operation }: { document: ApiDocument; operation: Operation }) {
  const parameters = operation.parameters ?? [];
  const content = operation.requestBody?.content['application/json'];
  return (
    <article className="api-operation" aria-labelledby="api-operation">
      <h2 id="api-operation">{operation.summary}</h2>
      <p>
        <strong>{operation.method.toUpperCase()}</strong> <code>{operation.path}</code>
      </p>
      <p className="quiet">{operation.description.replaceAll('`', '')}</p>
      {parameters.length > 0 && (
        <>
          <h3>Parameters</h3>
          <DataTable label="Parameters" head={['Name', 'Where', 'Type', 'Means']}>
            {parameters.map((parameter) => (
              <tr key={`${parameter.in} ${parameter.name}`}>
                <td>
                  <code>{parameter.name}</code>
                  {parameter.required && ' · required'}
                </td>
                <td>{parameter.in}</td>
                <td>{typeText(document, parameter.schema ?? {})}</td>
                <td>{parameter.description ?? parameter.schema?.description}</td>
              </tr>
            ))}
          </DataTable>
        </>
      )}
      {content?.schema && (
        <>
          <h3>Body</h3>
          <SchemaTree document={document} shape={content.schema} />
        </>
      )}
      <Answers document={document} operation={operation} />
      <TryForm document={document} operation={operation} />
    </article>
  );
}

/** Every operation of the API with its bodies, and a form that calls it as the person who is signed in. */
export function ApiPage() {
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('operation');
  const query = useQuery({ queryKey: ['openapi'], queryFn: readDocument, staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      <PageHead title="API" about="Every operation, what it takes and answers, and a form to try it as yourself." />
      <Loaded query={query}>
        {(document) => {
          const all = [...operationsByArea(document, '').values()].flat();
          const operation = all.find(({ operationId }) => operationId === chosen);
          return (
            <div className="api-page">
              <OperationList
                document={document}
                chosen={chosen}
                onChoose={({ operationId }) => setSearch({ operation: operationId })}
              />
              {operation ? (
                <OperationView key={operation.operationId} document={document} operation={operation} />
              ) : (
                <Empty title={`${all.length} operations`}>
                  Choose one to see its bodies and to try it. For programs: <a href="/openapi.json">openapi.json</a>.
                </Empty>
              )}
            </div>
          );
        }}
      </Loaded>
    </>
  );
}
