import type { Page } from 'playwright';

/** Every page and state of the desk: what axe checks and `npm run screenshots` pictures. */
export interface Place {
  name: string;
  role: 'reviewer' | 'admin' | 'super_user' | 'user' | null;
  /** Below /console/; `{task}`, `{undecidable}`, `{run}` and `{bulk}` are filled in. */
  path: string;
  /** What brings the page into the state that is meant. */
  act?: (page: Page) => Promise<void>;
}

export const PLACES: readonly Place[] = [
  { name: 'sign-in', role: null, path: '' },
  {
    name: 'sign-in-refused',
    role: null,
    path: '',
    act: async (page) => {
      await page.getByLabel('E-mail').fill('nobody@countersign.example');
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'forgot-password',
    role: null,
    path: '',
    act: async (page) => {
      await page.getByRole('button', { name: 'Forgot password' }).click();
      await page.getByLabel('E-mail of your account').waitFor();
    },
  },
  { name: 'my-bookings', role: 'user', path: 'my-bookings' },
  { name: 'my-disputes', role: 'user', path: 'my-disputes' },
  { name: 'my-messages', role: 'user', path: 'my-messages' },
  { name: 'inbox', role: 'reviewer', path: 'reviews' },
  { name: 'inbox-card', role: 'reviewer', path: 'reviews/{task}' },
  {
    name: 'inbox-change',
    role: 'reviewer',
    path: 'reviews/{task}',
    act: async (page) => {
      await page.getByRole('button', { name: /^Change/ }).click();
      await page.getByLabel(/^Amount/).waitFor();
    },
  },
  {
    name: 'inbox-waiting',
    role: 'reviewer',
    path: 'reviews/{task}',
    act: async (page) => {
      await page.getByRole('button', { name: /^Approve/ }).click();
      await page.getByRole('button', { name: /^Undo/ }).waitFor();
    },
  },
  {
    name: 'inbox-escalate',
    role: 'reviewer',
    path: 'reviews/{task}',
    act: async (page) => {
      await page.getByRole('button', { name: /^Escalate/ }).click();
      await page.getByLabel('Reason').waitFor();
    },
  },
  { name: 'inbox-decided', role: 'reviewer', path: 'reviews/{decided}' },
  { name: 'inbox-empty', role: 'reviewer', path: 'reviews?search=nothing-has-this-name' },
  {
    name: 'bulk-preview',
    role: 'reviewer',
    path: 'reviews',
    act: async (page) => {
      await page.getByRole('button', { name: /^Decide all/ }).click();
      await page.getByRole('button', { name: /^Approve \d/ }).waitFor();
    },
  },
  { name: 'bulk-list', role: 'reviewer', path: 'bulk' },
  { name: 'bulk-receipt', role: 'reviewer', path: 'bulk/{bulk}' },
  {
    name: 'keys',
    role: 'reviewer',
    path: 'reviews',
    act: async (page) => {
      await page.locator('body').press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  },
  {
    name: 'palette',
    role: 'admin',
    path: 'runs',
    act: async (page) => {
      await page.locator('body').press('Control+k');
      await page.getByRole('dialog', { name: 'Go to' }).waitFor();
    },
  },
  { name: 'runs', role: 'reviewer', path: 'runs' },
  { name: 'run', role: 'reviewer', path: 'runs/{run}' },
  { name: 'costs', role: 'reviewer', path: 'costs' },
  { name: 'events-not-open', role: 'reviewer', path: 'events' },
  { name: 'bookings', role: 'admin', path: 'bookings' },
  { name: 'unmatched-payments', role: 'admin', path: 'unmatched-payments' },
  { name: 'mailboxes', role: 'admin', path: 'mailboxes' },
  { name: 'events', role: 'admin', path: 'events' },
  { name: 'alerts', role: 'admin', path: 'alerts' },
  { name: 'daily-report', role: 'admin', path: 'daily-report' },
  { name: 'schedules', role: 'admin', path: 'schedules' },
  { name: 'dead-letters', role: 'admin', path: 'dead-letters' },
  { name: 'vendors', role: 'admin', path: 'vendors' },
  { name: 'users', role: 'admin', path: 'users' },
  {
    name: 'user',
    role: 'admin',
    path: 'users',
    act: async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'api-keys', role: 'admin', path: 'api-keys' },
  { name: 'accounts', role: 'admin', path: 'accounts' },
  {
    name: 'accounts-connect',
    role: 'admin',
    path: 'accounts',
    act: async (page) => {
      await page.getByRole('button', { name: 'Connect Stripe' }).click();
      await page.getByLabel('Secret key').waitFor();
    },
  },
  { name: 'rights', role: 'admin', path: 'rights' },
  { name: 'settings', role: 'admin', path: 'settings' },
  { name: 'profile', role: 'admin', path: 'profile' },
  { name: 'tenants', role: 'super_user', path: 'tenants' },
  { name: 'tenant-costs', role: 'super_user', path: 'tenant-costs' },
  {
    name: 'offline',
    role: 'reviewer',
    path: 'reviews/{task}',
    act: async (page) => {
      await page.context().setOffline(true);
      await page.getByText('You are offline').waitFor();
    },
  },
  { name: 'no-such-page', role: 'reviewer', path: 'no-such-page' },
];

/** The ids the places speak of. */
export type PlaceIds = Record<'task' | 'decided' | 'run' | 'bulk', string>;

export const pathOf = (place: Place, ids: PlaceIds): string =>
  place.path.replace(/\{(\w+)\}/g, (_all, name: keyof PlaceIds) => ids[name]);

/** Waits until what the page shows has arrived. */
export async function arrived(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor();
  await page.waitForLoadState('domcontentloaded');
  await page
    .locator('.skeleton')
    .first()
    .waitFor({ state: 'detached', timeout: 15_000 })
    .catch(() => undefined);
  // Lists that arrive in the same moment as their page.
  await page.waitForTimeout(250);
}
