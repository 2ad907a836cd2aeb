import { Link } from 'react-router';
import { useMay, useSession } from '../session/useSession.ts';
import { PageHead } from '../ui/parts.tsx';
import { pagesFor } from './pages.ts';

/** Nothing is at the address: what to do, and every page that is open to this person. */
export function NoSuchPage() {
  const may = useMay();
  const session = useSession();
  const pages = pagesFor(may, 'profile' in session ? session.profile.roles : []);
  return (
    <>
      <PageHead title="There is no such page" about="The address is mistyped, or the page has moved." />
      <p>
        Go back, open one of these pages, or press <kbd>Ctrl K</kbd> and type a part of its name.
      </p>
      <ul className="page-list">
        {pages.map(({ path, title }) => (
          <li key={path}>
            <Link to={path}>{title}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
