import { useEffect, useRef } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { NavLink } from 'react-router';
import type { Schema } from '../api/client.ts';
import { type SessionState, signOut } from '../session/session.ts';
import { useMay } from '../session/useSession.ts';
import icon from './icon.svg';
import { pagesFor } from './pages.ts';
import { roleNames } from './roleNames.ts';
import { nextTheme, useTheme } from './theme.ts';

type SignedIn = Extract<SessionState, { profile: unknown }>;
type Counts = ReadonlyMap<string, Schema<'MenuCount'>>;

function Person({ session }: { session: SignedIn }) {
  const theme = useTheme();
  return (
    <MenuTrigger>
      <Button className="button quiet-button person">
        <span className="person-name">{session.profile.display_name}</span>
        <span className="quiet">{roleNames(session.profile.roles)}</span>
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

function Count({ count }: { count: Schema<'MenuCount'> | undefined }) {
  if (!count || count.count === 0) return null;
  return (
    <span className={`badge ${count.tone} nav-count`}>
      <span aria-hidden="true">{count.count > 999 ? '999+' : count.count}</span>
      <span className="for-readers">, {count.about}</span>
    </span>
  );
}

function Pages({ session, counts }: { session: SignedIn; counts: Counts }) {
  const groups = Map.groupBy(pagesFor(useMay(), session.profile.roles), (page) => page.group);
  return (
    <nav aria-label="Pages" id="pages">
      {[...groups].map(([group, pages]) => (
        <div key={group} className="nav-group">
          <p id={`nav-${group}`}>{group}</p>
          <ul aria-labelledby={`nav-${group}`}>
            {pages.map((page) => (
              <li key={page.path}>
                <NavLink to={page.path}>
                  {page.title} <Count count={counts.get(page.path)} />
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** What the menu would show, in one number, while it is closed. */
const sumOf = (counts: Counts) => [...counts.values()].reduce((sum, { count }) => sum + count, 0);

/** The way to every page. On a narrow screen it is a drawer: Escape and a new page close it. */
export function SideMenu({
  session,
  counts,
  open,
  setOpen,
  show,
}: {
  session: SignedIn;
  counts: Counts;
  open: boolean;
  setOpen(open: boolean): void;
  show(over: 'palette' | 'help'): void;
}) {
  const side = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    side.current?.querySelector<HTMLElement>('nav a')?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('[role=dialog], [role=menu]')) return;
      setOpen(false);
      button.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open, setOpen]);
  const sum = sumOf(counts);
  return (
    <aside ref={side} className={open ? 'side open' : 'side'}>
      <div className="side-head">
        <NavLink to="/" className="brand">
          <img src={icon} alt="" width="24" height="24" />
          Countersign
        </NavLink>
        <Button
          ref={button}
          className="button quiet-button menu-button"
          aria-expanded={open}
          aria-controls="pages"
          onPress={() => setOpen(!open)}
        >
          {open ? 'Close' : 'Menu'}
          {!open && sum > 0 && <span className="badge info">{sum > 999 ? '999+' : sum}</span>}
        </Button>
      </div>
      <Pages session={session} counts={counts} />
      <div className="side-foot">
        <Button className="button quiet-button" onPress={() => show('palette')}>
          Go to … <kbd>Ctrl K</kbd>
        </Button>
        <Button className="button quiet-button" onPress={() => show('help')}>
          Keys <kbd>?</kbd>
        </Button>
        <Person session={session} />
      </div>
    </aside>
  );
}
