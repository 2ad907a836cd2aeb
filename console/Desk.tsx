import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { Problem } from './api/problem.ts';
import { forgetDecisions, restoreDecisions } from './reviews/decisions.ts';
import { InboxPage } from './reviews/InboxPage.tsx';
import { sessionState } from './session/session.ts';
import { useMay, useSession } from './session/useSession.ts';
import { NoSuchPage } from './shell/NoSuchPage.tsx';
import { PAGES, pagesFor, startOf } from './shell/pages.ts';
import { Shell } from './shell/Shell.tsx';
import type { MenuEntry } from './slice.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { type Fetched, LazyPage } from './ui/LazyPage.tsx';
import { NotOpen, PageHead } from './ui/parts.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Changes are told by the live stream, so what was read stays true until then.
      staleTime: 30_000,
      gcTime: 60_000,
      retry: (count, error) =>
        count < 3 && (!(error instanceof Problem) || error.status >= 500 || error.status === 429),
      retryDelay: (count, error) => {
        const seconds = error instanceof Problem ? Number(error.details.retry_after_seconds ?? 0) : 0;
        return Math.max(seconds * 1000, 500 * 2 ** count);
      },
    },
  },
});

function Start() {
  const may = useMay();
  const session = useSession();
  const start = startOf(pagesFor(may, 'profile' in session ? session.profile.roles : []));
  return <Navigate to={start} replace />;
}

/** Everything behind the login, put into `place`. The answer takes it away with all that was seen, typed and looked for. */
export function openDesk(place: Element): () => void {
  const session = sessionState();
  if ('profile' in session) restoreDecisions(session.profile.user_id);
  const root = createRoot(place);
  root.render(
    <QueryClientProvider client={queries}>
      <BrowserRouter basename="/console">
        <ErrorBoundary place="">
          <Pages />
        </ErrorBoundary>
      </BrowserRouter>
    </QueryClientProvider>,
  );
  return () => {
    root.unmount();
    queries.clear();
    forgetDecisions();
    history.replaceState(null, '', '/console/');
  };
}

/** A page of the menu that this person may not open says so, and asks for nothing. */
function Guarded({ page, menu }: { page: Fetched<object>; menu: MenuEntry | undefined }) {
  const may = useMay();
  if (!menu || menu.permission === null || may(menu.permission)) return <LazyPage of={page} />;
  return (
    <>
      <PageHead title={menu.title} />
      <NotOpen />
    </>
  );
}

function Pages() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Start />} />
        {/* The inbox is what a person sees first; every other page is fetched when it is opened. */}
        <Route path="reviews/:taskId?" element={<InboxPage />} />
        {Object.entries(PAGES).map(
          ([path, { page, menu }]) =>
            page && <Route key={path} path={path} element={<Guarded page={page} menu={menu} />} />,
        )}
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  );
}
