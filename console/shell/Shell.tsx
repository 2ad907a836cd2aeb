import { Suspense, useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useConnected, useLiveUpdates } from '../api/live.ts';
import { DecisionTray } from '../reviews/DecisionTray.tsx';
import { SignInAgain } from '../session/SignInAgain.tsx';
import { useSession } from '../session/useSession.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { fetched, LazyPage } from '../ui/LazyPage.tsx';
import { Skeleton } from '../ui/parts.tsx';
import { isTyping } from './keys.ts';
import { Notices } from './Notices.tsx';
import { SideMenu } from './SideMenu.tsx';
import { useNow } from './useNow.ts';

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

/** Over the page, by a key or a click. */
function useOver() {
  const [over, setOver] = useState<'palette' | 'help' | null>(null);
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
  return [over, setOver] as const;
}

/** Frame of every page: navigation by what the person may do, live connection, decisions on their way, palette and help. */
export function Shell() {
  useLiveUpdates();
  const session = useSession();
  const { pathname, key } = useLocation();
  const { counts, notices } = useNow();
  const [menuOpen, setMenuOpen] = useState(false);
  const [over, setOver] = useOver();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the menu, to the page that is open too
  useEffect(() => setMenuOpen(false), [key]);
  if (!('profile' in session)) return null;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <SideMenu session={session} counts={counts} open={menuOpen} setOpen={setMenuOpen} show={setOver} />
      <main id="main" tabIndex={-1} inert={menuOpen}>
        <Connection />
        <Notices notices={notices} />
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
