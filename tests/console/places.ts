import type { Page } from 'playwright';

import { slicesOf } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import type { Place } from '../slice.ts';

/** Those of no area: how people come in, and what the desk says everywhere. */
const GENERAL: readonly Place[] = [
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
  {
    name: 'offline',
    role: 'reviewer',
    path: 'reviews/{task}',
    act: async (page) => {
      await page.context().setOffline(true);
      await page.getByText('You are offline').waitFor();
    },
  },
  { name: 'today', role: 'admin', path: 'today' },
  { name: 'today-customer', role: 'user', path: 'today' },
  { name: 'no-such-page', role: 'reviewer', path: 'no-such-page' },
];

/** Every page and state of the desk: what axe checks and `npm run screenshots` pictures. */
export const PLACES: readonly Place[] = [...GENERAL, ...slicesOf(AREAS, 'places').flat()];

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
