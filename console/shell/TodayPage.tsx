import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { useSession } from '../session/useSession.ts';
import { Instant } from '../ui/Instant.tsx';
import { amountText, Money } from '../ui/Money.tsx';
import { Badge, Loaded, PageHead } from '../ui/parts.tsx';
import { greeting } from './greeting.ts';

type Section = Schema<'TodaySection'>;
type Item = Schema<'TodayItem'>;

/** Without a stream of changes, as customers have none. */
const READ_AGAIN_MS = 60_000;

function When({ since, due }: Item) {
  if (!since && !due) return null;
  return (
    <span className="quiet today-when">
      {since && <Instant at={since} relative />}
      {due && (
        <>
          {since && ' · '}until <Instant at={due} relative />
        </>
      )}
    </span>
  );
}

function Line({ item }: { item: Item }) {
  return (
    <li className={`today-item ${item.tone}`}>
      <Link to={item.href}>{item.title}</Link>
      {item.amount && !item.title.includes(amountText(item.amount.minor, item.amount.currency)) && (
        <Money minor={item.amount.minor} currency={item.amount.currency} />
      )}
      {item.subtitle && <p className="quiet">{item.subtitle}</p>}
      <When {...item} />
    </li>
  );
}

function Part({ section }: { section: Section }) {
  const hidden = section.total - section.items.length;
  return (
    <section className="today-section" aria-labelledby={`today-${section.section}`}>
      <h2 id={`today-${section.section}`}>
        {section.title} {section.total > 0 && <Badge tone="info">{section.total.toLocaleString('en')}</Badge>}
      </h2>
      {section.items.length === 0 ? (
        <p className="quiet">{section.empty}</p>
      ) : (
        <ul>
          {section.items.map((item) => (
            <Line key={`${item.href} ${item.title} ${item.since ?? ''}`} item={item} />
          ))}
        </ul>
      )}
      {hidden > 0 && <p className="quiet">{hidden.toLocaleString('en')} more are not listed here.</p>}
      {section.more.length > 0 && (
        <p className="row today-more">
          {section.more.map(({ text, href }) => (
            <Link key={href} to={href}>
              {text}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

/** The first page: what needs this person now, each line a way to it. */
export function TodayPage() {
  const session = useSession();
  const query = useQuery({
    queryKey: ['today'],
    queryFn: () => body(api.GET('/today')),
    refetchInterval: READ_AGAIN_MS,
  });
  const name = 'profile' in session ? session.profile.display_name : '';
  return (
    <>
      <PageHead title="Today" about={greeting(name, new Date().getHours())} />
      <Loaded query={query}>
        {({ sections }) =>
          sections.length === 0 ? (
            <p className="note info">Your role has no pages of its own yet. Ask an admin of your tenant for a right.</p>
          ) : (
            <div className="today">
              {sections.map((section) => (
                <Part key={section.section} section={section} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}
