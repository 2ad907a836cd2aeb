import { Link } from 'react-router';
import { dayText, Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { type Fact, valueAt } from './cardSpec.ts';

/** As everywhere on the desk: `88 %`. */
const share = (of: number) => `${Math.round(of * 100)} %`;

const inWords = (value: string) => `${value.charAt(0).toUpperCase()}${value.slice(1)}`.replaceAll('_', ' ');

/** One value as its fact says. */
export function FactValue({ fact, from, currency }: { fact: Fact; from: unknown; currency: string | null }) {
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
      return share(Number(value));
    case 'percent':
      return share(Number(value) / 100);
    case 'instant':
      return <Instant at={String(value)} />;
    case 'code':
      return <code>{Array.isArray(value) ? value.join(', ') || '–' : String(value)}</code>;
    case 'link':
      return (
        <Link to={`${fact.to}${fact.to?.endsWith('=') ? '' : '/'}${encodeURIComponent(String(value))}`}>
          {String(value)}
        </Link>
      );
    case 'words':
      return <>{inWords(String(value))}</>;
    case 'day':
      return <>{dayText(String(value))}</>;
    default:
      return <>{String(value)}</>;
  }
}

const isThere = (from: unknown, fact: Fact) => {
  const value = valueAt(from, fact.path);
  return value !== null && value !== undefined && value !== '';
};

/** The facts that are known, as a list of names and values; nothing where none is. */
export function FactList({
  facts,
  from,
  currency,
}: {
  facts: readonly Fact[];
  from: unknown;
  currency: string | null;
}) {
  return (
    <dl className="facts">
      {facts
        .filter((fact) => isThere(from, fact))
        .map((fact) => (
          <div key={fact.label} className={fact.wide ? 'wide' : ''}>
            <dt>{fact.label}</dt>
            <dd>
              <FactValue fact={fact} from={from} currency={currency} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** Whether any of these facts is known. */
export const knowsAny = (facts: readonly Fact[], from: unknown): boolean => facts.some((fact) => isThere(from, fact));
