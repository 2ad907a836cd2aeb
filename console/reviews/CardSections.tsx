import { type ReactNode, useState } from 'react';
import { AskDialog } from '../ui/AskDialog.tsx';
import { DataTable } from '../ui/parts.tsx';
import { Comparison } from './Comparison.tsx';
import { type Fact, type Section, valueAt } from './cardSpec.ts';
import { FactList, FactValue, knowsAny } from './FactValue.tsx';

interface Marked {
  field: string;
  line: string;
  from: number;
  to: number;
}

/** Lines of a mail with what was read from them. */
function MarkedLines({ lines }: { lines: Marked[] }) {
  return (
    <dl className="facts">
      {lines.map(({ field, line, from, to }) => (
        <div key={`${field}${from}${line}`} className="wide">
          <dt>{field.replaceAll('_', ' ')}</dt>
          <dd>
            {line.slice(0, from)}
            <mark>{line.slice(from, to)}</mark>
            {line.slice(to)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface RowsProps {
  title: string;
  columns: readonly Fact[];
  rows: readonly unknown[];
  currency: string | null;
  opens?: { name: string; facts: readonly Fact[] } | undefined;
}

/** Rows of a table; one of which more is known opens beside the card. */
function Rows({ title, columns, rows, currency, opens }: RowsProps) {
  const [opened, setOpened] = useState<unknown>(null);
  const head = columns.map((column) => column.label);
  const nameOf = (row: unknown) => String(opens ? (valueAt(row, opens.name) ?? title) : title);
  return (
    <>
      <DataTable label={title} head={opens ? [...head, ''] : head}>
        {rows.map((row) => (
          <tr key={JSON.stringify(row)}>
            {columns.map((column) => (
              <td key={column.label}>
                <FactValue fact={column} from={row} currency={currency} />
              </td>
            ))}
            {opens && (
              <td>
                <button type="button" className="link" onClick={() => setOpened(row)}>
                  Details<span className="for-readers"> of {nameOf(row)}</span>
                </button>
              </td>
            )}
          </tr>
        ))}
      </DataTable>
      {opens && opened !== null && (
        <AskDialog title={nameOf(opened)} onClose={() => setOpened(null)} beside>
          <FactList facts={opens.facts} from={opened} currency={currency} />
        </AskDialog>
      )}
    </>
  );
}

/** Texts under their titles, as they are written. */
function Quotes({ section, rows }: { section: Extract<Section, { show: 'quotes' }>; rows: readonly unknown[] }) {
  return rows.map((row) => {
    const text = valueAt(row, section.text);
    return (
      <div key={JSON.stringify(row)} className="quoted">
        <h4>{String(valueAt(row, section.name) ?? '')}</h4>
        {typeof text === 'string' && text !== '' && <blockquote className="given-text">{text}</blockquote>}
      </div>
    );
  });
}

const listAt = (shown: unknown, path: string): readonly unknown[] => {
  const rows = valueAt(shown, path);
  return Array.isArray(rows) ? rows : [];
};

/** What a section says of what was shown; null where it has nothing to say. */
function contentOf(section: Section, shown: unknown, currency: string | null): ReactNode {
  switch (section.show) {
    case 'text': {
      const text = valueAt(shown, section.path);
      return typeof text === 'string' && text ? <blockquote className="given-text">{text}</blockquote> : null;
    }
    case 'lines': {
      const lines = listAt(shown, section.path);
      return lines.length > 0 ? <MarkedLines lines={lines as Marked[]} /> : null;
    }
    case 'facts':
      return knowsAny(section.facts, shown) ? (
        <FactList facts={section.facts} from={shown} currency={currency} />
      ) : null;
    case 'compare':
      return <Comparison section={section} shown={shown} currency={currency} />;
    case 'quotes': {
      const rows = listAt(shown, section.path);
      return rows.length > 0 ? <Quotes section={section} rows={rows} /> : <p className="quiet">{section.empty}</p>;
    }
    case 'differences': {
      const rows = listAt(shown, section.path);
      const columns = section.columns.filter(
        (column) => new Set(rows.map((row) => JSON.stringify(valueAt(row, column.path)))).size > 1,
      );
      return rows.length < 2 || columns.length === 0 ? null : (
        <Rows title={section.title} columns={[section.name, ...columns]} rows={rows} currency={currency} />
      );
    }
    case 'table': {
      const rows = listAt(shown, section.path);
      if (rows.length > 0)
        return (
          <Rows title={section.title} columns={section.columns} rows={rows} currency={currency} opens={section.opens} />
        );
      return section.hideEmpty ? null : <p className="quiet">{section.empty}</p>;
    }
  }
}

/** What was shown, drawn from the kind's sections. Texts of customers and vendors are text, never markup. */
export function CardSections({
  sections,
  shown,
  said,
}: {
  sections: readonly Section[];
  shown: unknown;
  /** The sentence that the card begins with: it is not said again. */
  said: string;
}) {
  const top = valueAt(shown, 'currency') ?? valueAt(shown, 'case.currency') ?? valueAt(shown, 'payment.currency');
  const currency = typeof top === 'string' ? top : null;
  return sections.map((section) => {
    if (section.show === 'text' && valueAt(shown, section.path) === said) return null;
    const content = contentOf(section, shown, currency);
    return content === null ? null : (
      <section key={section.title} className="card-section">
        <h3>{section.title}</h3>
        {content}
      </section>
    );
  });
}
