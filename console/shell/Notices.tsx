import { Link, useLocation } from 'react-router';
import type { Schema } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';

/** What everybody who is concerned sees on every page, such as that money is stopped. */
export function Notices({ notices }: { notices: readonly Schema<'Notice'>[] }) {
  const { pathname } = useLocation();
  return notices.map(({ tone, title, text, since, href }) => (
    <div key={`${title} ${since}`} className={`note notice ${tone}`} role="status">
      <p>
        <strong>{title}</strong> since <Instant at={since} />. {text}
      </p>
      {href && href !== pathname && <Link to={href}>Open the settings</Link>}
    </div>
  ));
}
