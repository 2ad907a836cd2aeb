import { useState } from 'react';
import { type ApiDocument, fieldsOf, type Shape, typeText } from './apiDocument.ts';

/** One field; what lies below it is made when it is opened, so that a shape may contain itself. */
function FieldOfShape({
  document,
  name,
  shape,
  required,
}: {
  document: ApiDocument;
  name: string;
  shape: Shape;
  required: boolean;
}) {
  const [open, setOpen] = useState(false);
  const below = fieldsOf(document, shape).length > 0;
  const said = (
    <>
      <code>{name}</code> <span className="quiet">{below ? 'object' : typeText(document, shape)}</span>
      {required && ' · required'}
    </>
  );
  return (
    <li>
      {below ? (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{said}</summary>
          {open && <SchemaTree document={document} shape={shape} />}
        </details>
      ) : (
        said
      )}
      {shape.description && <div className="quiet">{shape.description}</div>}
    </li>
  );
}

/** The fields of a body, each with its type in words. */
export function SchemaTree({ document, shape }: { document: ApiDocument; shape: Shape }) {
  const fields = fieldsOf(document, shape);
  if (fields.length === 0) return <p className="quiet">{typeText(document, shape)}</p>;
  return (
    <ul className="schema-tree">
      {fields.map((field, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alternatives of one shape may have fields of the same name; none change places
        <FieldOfShape key={`${field.name} ${place}`} document={document} {...field} />
      ))}
    </ul>
  );
}
