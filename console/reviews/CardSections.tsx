import { Link } from 'react-router';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { DataTable } from '../ui/parts.tsx';
import { type Fact, type Section, valueAt } from './cardSpec.ts';

const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** One value as its fact says. */
function Value({ fact, from, currency }: { fact: Fact; from: unknown; currency: string | null }) {
  const value = valueAt(from, fact.path);
  if (value === null || value === undefined || value === '') return <span className="quiet">–</span>;
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>;
  const own = fact.currency ? valueAt(from, fact.currency) : null;
  switch (fact.as) {
    case 'money':
      return typeof value === 'number' ? (
        <Money minor={value} currency={typeof own === 'string' ? own : currency} />
      ) : (
        '–'
      );
    case 'share':
      return share.format(Number(value));
    case 'percent':
      return share.format(Number(value) / 100);
    case 'instant':
      return <Instant at={String(value)} />;
    case 'code':
      return <code>{Array.isArray(value) ? value.join(', ') || '–' : String(value)}</code>;
    case 'link':
      return <Link to={`${fact.to}/${encodeURIComponent(String(value))}`}>{String(value)}</Link>;
    case 'words':
      return <>{String(value).replaceAll('_', ' ')}</>;
    default:
      return <>{String(value)}</>;
  }
}

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

function Rows({
  title,
  columns,
  rows,
  currency,
}: {
  title: string;
  columns: readonly Fact[];
  rows: readonly unknown[];
  currency: string | null;
}) {
  return (
    <DataTable label={title} head={columns.map((column) => column.label)}>
      {rows.map((row) => (
        <tr key={JSON.stringify(row)}>
          {columns.map((column) => (
            <td key={column.label}>
              <Value fact={column} from={row} currency={currency} />
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

const isThere = (from: unknown, fact: Fact) => {
  const value = valueAt(from, fact.path);
  return value !== null && value !== undefined && value !== '';
};

/** What was shown, drawn from the kind's sections. Texts of customers and vendors are text, never markup. */
export function CardSections({ sections, shown }: { sections: readonly Section[]; shown: unknown }) {
  const top = valueAt(shown, 'currency') ?? valueAt(shown, 'case.currency') ?? valueAt(shown, 'payment.currency');
  const currency = typeof top === 'string' ? top : null;
  return sections.map((section) => {
    if (section.show === 'text') {
      const text = valueAt(shown, section.path);
      return typeof text === 'string' && text ? (
        <section key={section.title} className="card-section">
          <h3>{section.title}</h3>
          <blockquote className="given-text">{text}</blockquote>
        </section>
      ) : null;
    }
    if (section.show === 'lines') {
      const lines = valueAt(shown, section.path);
      return Array.isArray(lines) && lines.length > 0 ? (
        <section key={section.title} className="card-section">
          <h3>{section.title}</h3>
          <MarkedLines lines={lines as Marked[]} />
        </section>
      ) : null;
    }
    if (section.show === 'facts') {
      const facts = section.facts.filter((fact) => isThere(shown, fact));
      return facts.length === 0 ? null : (
        <section key={section.title} className="card-section">
          <h3>{section.title}</h3>
          <dl className="facts">
            {facts.map((fact) => (
              <div key={fact.label} className={fact.wide ? 'wide' : ''}>
                <dt>{fact.label}</dt>
                <dd>
                  <Value fact={fact} from={shown} currency={currency} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      );
    }
    const rows = valueAt(shown, section.path);
    const list = Array.isArray(rows) ? rows : [];
    if (section.show === 'differences') {
      const columns = section.columns.filter(
        (column) => new Set(list.map((row) => JSON.stringify(valueAt(row, column.path)))).size > 1,
      );
      return list.length < 2 || columns.length === 0 ? null : (
        <section key={section.title} className="card-section">
          <h3>{section.title}</h3>
          <Rows title={section.title} columns={[section.name, ...columns]} rows={list} currency={currency} />
        </section>
      );
    }
    if (section.hideEmpty && list.length === 0) return null;
    return (
      <section key={section.title} className="card-section">
        <h3>{section.title}</h3>
        {list.length === 0 ? (
          <p className="quiet">{section.empty}</p>
        ) : (
          <Rows title={section.title} columns={section.columns} rows={list} currency={currency} />
        )}
      </section>
    );
  });
}
