import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { Problem } from './api/problem.ts';
import { forgetDecisions, restoreDecisions } from './reviews/decisions.ts';
import { InboxPage } from './reviews/InboxPage.tsx';
import { sessionState } from './session/session.ts';
import { useMay, useSession } from './session/useSession.ts';
import { Shell } from './shell/Shell.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { fetched, LazyPage } from './ui/LazyPage.tsx';
import { Empty, PageHead } from './ui/parts.tsx';

// The inbox is what a person sees first; every other page is fetched when it is opened.
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  fetched(async () => (await load())[name]);
const MyBookingsPage = page(() => import('./my/MyBookingsPage.tsx'), 'MyBookingsPage');
const MyDisputesPage = page(() => import('./my/MyDisputesPage.tsx'), 'MyDisputesPage');
const MyMessagesPage = page(() => import('./my/MyMessagesPage.tsx'), 'MyMessagesPage');
const BulkListPage = page(() => import('./reviews/BulkPages.tsx'), 'BulkListPage');
const BulkPage = page(() => import('./reviews/BulkPages.tsx'), 'BulkPage');
const BookingsPage = page(() => import('./bookings/BookingPages.tsx'), 'BookingsPage');
const BookingPage = page(() => import('./bookings/BookingPages.tsx'), 'BookingPage');
const UnmatchedPage = page(() => import('./bookings/UnmatchedPage.tsx'), 'UnmatchedPage');
const MailboxesPage = page(() => import('./bookings/MailboxesPage.tsx'), 'MailboxesPage');
const RunsPage = page(() => import('./operate/RunPages.tsx'), 'RunsPage');
const RunPage = page(() => import('./operate/RunPages.tsx'), 'RunPage');
const CostsPage = page(() => import('./operate/CostPages.tsx'), 'CostsPage');
const TenantCostsPage = page(() => import('./operate/CostPages.tsx'), 'TenantCostsPage');
const EventsPage = page(() => import('./operate/EventsPage.tsx'), 'EventsPage');
const AlertsPage = page(() => import('./operate/AlertsPage.tsx'), 'AlertsPage');
const ReportPage = page(() => import('./operate/ReportPage.tsx'), 'ReportPage');
const SchedulesPage = page(() => import('./operate/SchedulesPage.tsx'), 'SchedulesPage');
const DeadLettersPage = page(() => import('./operate/DeadLettersPage.tsx'), 'DeadLettersPage');
const VendorsPage = page(() => import('./operate/VendorsPage.tsx'), 'VendorsPage');
const UsersPage = page(() => import('./admin/UsersPage.tsx'), 'UsersPage');
const RightsPage = page(() => import('./admin/RightsPage.tsx'), 'RightsPage');
const ApiKeysPage = page(() => import('./admin/ApiKeysPage.tsx'), 'ApiKeysPage');
const TenantsPage = page(() => import('./admin/TenantsPage.tsx'), 'TenantsPage');
const SettingsPage = page(() => import('./admin/SettingsPage.tsx'), 'SettingsPage');
const ProfilePage = page(() => import('./admin/ProfilePage.tsx'), 'ProfilePage');

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

function NoSuchPage() {
  return (
    <>
      <PageHead title="There is no such page" />
      <Empty title="Nothing is at this address">Choose a page of the navigation.</Empty>
    </>
  );
}

function Start() {
  const may = useMay();
  const session = useSession();
  const customer = 'profile' in session && session.profile.roles.includes('user');
  const start = may('review:read')
    ? '/reviews'
    : may('audit:read')
      ? '/events'
      : customer
        ? '/my-bookings'
        : '/profile';
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

function Pages() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Start />} />
        <Route path="reviews/:taskId?" element={<InboxPage />} />
        <Route path="my-bookings" element={<LazyPage of={MyBookingsPage} />} />
        <Route path="my-disputes" element={<LazyPage of={MyDisputesPage} />} />
        <Route path="my-messages" element={<LazyPage of={MyMessagesPage} />} />
        <Route path="bulk" element={<LazyPage of={BulkListPage} />} />
        <Route path="bulk/:bulkId" element={<LazyPage of={BulkPage} />} />
        <Route path="bookings" element={<LazyPage of={BookingsPage} />} />
        <Route path="bookings/:bookingId" element={<LazyPage of={BookingPage} />} />
        <Route path="unmatched-payments" element={<LazyPage of={UnmatchedPage} />} />
        <Route path="mailboxes" element={<LazyPage of={MailboxesPage} />} />
        <Route path="runs" element={<LazyPage of={RunsPage} />} />
        <Route path="runs/:processId" element={<LazyPage of={RunPage} />} />
        <Route path="costs" element={<LazyPage of={CostsPage} />} />
        <Route path="tenant-costs" element={<LazyPage of={TenantCostsPage} />} />
        <Route path="events" element={<LazyPage of={EventsPage} />} />
        <Route path="alerts" element={<LazyPage of={AlertsPage} />} />
        <Route path="daily-report" element={<LazyPage of={ReportPage} />} />
        <Route path="schedules" element={<LazyPage of={SchedulesPage} />} />
        <Route path="dead-letters" element={<LazyPage of={DeadLettersPage} />} />
        <Route path="vendors" element={<LazyPage of={VendorsPage} />} />
        <Route path="users" element={<LazyPage of={UsersPage} />} />
        <Route path="rights" element={<LazyPage of={RightsPage} />} />
        <Route path="api-keys" element={<LazyPage of={ApiKeysPage} />} />
        <Route path="tenants" element={<LazyPage of={TenantsPage} />} />
        <Route path="settings" element={<LazyPage of={SettingsPage} />} />
        <Route path="profile" element={<LazyPage of={ProfilePage} />} />
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  );
}
