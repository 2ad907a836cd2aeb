import { Suspense, useEffect, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useConnected, useLiveUpdates } from '../api/live.ts';
import { DecisionTray } from '../reviews/DecisionTray.tsx';
import { SignInAgain } from '../session/SignInAgain.tsx';
import { type SessionState, signOut } from '../session/session.ts';
import { useMay, useSession } from '../session/useSession.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { fetched, LazyPage } from '../ui/LazyPage.tsx';
import { Skeleton } from '../ui/parts.tsx';
import icon from './icon.svg';
import { isTyping } from './keys.ts';
import { pagesFor } from './pages.ts';
import { nextTheme, useTheme } from './theme.ts';

// Opened by a key or a click, never with the first page.
const Palette = fetched(async () => (await import('./Palette.tsx')).default);
const Help = fetched(async () => (await import('./Help.tsx')).default);

function Connection() {
  const connected = useConnected();
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const readState = () => setOnline(navigator.onLine);
    addEventListener('online', readState);
    addEventListener('offline', readState);
    return () => {
      removeEventListener('online', readState);
      removeEventListener('offline', readState);
    };
  }, []);
  if (online && connected) return null;
  return (
    <p className="connection" role="status">
      {online ? 'The server does not answer; trying again.' : 'You are offline.'} What you see may be old, and nothing
      is decided until you are back.
    </p>
  );
}

function Person({ session }: { session: Extract<SessionState, { profile: unknown }> }) {
  const theme = useTheme();
  return (
    <MenuTrigger>
      <Button className="button quiet-button person">
        <span className="person-name">{session.profile.display_name}</span>
        <span className="quiet">{session.profile.roles.join(', ').replaceAll('_', ' ')}</span>
      </Button>
      <Popover className="popover" placement="top start">
        <Menu
          className="menu"
          onAction={(key) => {
            if (key === 'out') void signOut();
            else if (key === 'theme') nextTheme();
          }}
        >
          <MenuItem id="profile" href="/console/profile">
            Your account
          </MenuItem>
          <MenuItem id="theme">Appearance: {theme}</MenuItem>
          <MenuItem id="out">Sign out</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Frame of every page: navigation by what the person may do, live connection, decisions on their way, palette and help. */
export function Shell() {
  useLiveUpdates();
  const session = useSession();
  const may = useMay();
  const { pathname } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const [over, setOver] = useState<'palette' | 'help' | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place closes the menu
  useEffect(() => setMenuOpen(false), [pathname]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOver('palette');
      } else if (event.key === '?' && !isTyping(event)) setOver('help');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (!('profile' in session)) return null;
  const groups = Map.groupBy(pagesFor(may, session.profile.roles), (page) => page.group);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <aside className={menuOpen ? 'side open' : 'side'}>
        <div className="side-head">
          <NavLink to="/" className="brand">
            <img src={icon} alt="" width="24" height="24" />
            Countersign
          </NavLink>
          <Button
            className="button quiet-button menu-button"
            aria-expanded={menuOpen}
            onPress={() => setMenuOpen(!menuOpen)}
          >
            Menu
          </Button>
        </div>
        <nav aria-label="Pages">
          {[...groups].map(([group, pages]) => (
            <div key={group} className="nav-group">
              <p id={`nav-${group}`}>{group}</p>
              <ul aria-labelledby={`nav-${group}`}>
                {pages.map((page) => (
                  <li key={page.path}>
                    <NavLink to={page.path}>{page.title}</NavLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className="side-foot">
          <Button className="button quiet-button" onPress={() => setOver('palette')}>
            Go to … <kbd>Ctrl K</kbd>
          </Button>
          <Button className="button quiet-button" onPress={() => setOver('help')}>
            Keys <kbd>?</kbd>
          </Button>
          <Person session={session} />
        </div>
      </aside>
      <main id="main" tabIndex={-1}>
        <Connection />
        {session.secondFactor === 'setup_required' && (
          <p className="note warn">
            Your tenant demands a second factor of people who decide about money. Set it up under{' '}
            <NavLink to="/profile">your account</NavLink>; until then nothing else is open to you.
          </p>
        )}
        <ErrorBoundary place={pathname}>
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <DecisionTray />
      <SignInAgain />
      <ErrorBoundary place={`${pathname} ${over}`}>
        <Suspense fallback={null}>
          {over === 'palette' && <LazyPage of={Palette} onClose={() => setOver(null)} />}
          {over === 'help' && <LazyPage of={Help} onClose={() => setOver(null)} />}
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
