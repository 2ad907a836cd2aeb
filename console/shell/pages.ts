import { mergeNamed } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import type { ConsoleArea, MenuEntry } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

/** Every page of the desk by its address: the first one, and those that the areas declare. */
export const PAGES: Required<ConsoleArea>['pages'] = {
  today: {
    page: fetched(async () => (await import('./TodayPage.tsx')).TodayPage),
    menu: { title: 'Today', group: 'Yours', order: 1, permission: null, start: 0 },
  },
  ...mergeNamed(AREAS, 'pages'),
};

interface MenuPage extends MenuEntry {
  path: string;
}

const GROUPS = ['Yours', 'Work', 'Operate', 'Administer'];
const MENU: readonly MenuPage[] = Object.entries(PAGES)
  .flatMap(([path, { menu }]) => (menu ? [{ path: `/${path}`, ...menu }] : []))
  .toSorted((left, right) => GROUPS.indexOf(left.group) - GROUPS.indexOf(right.group) || left.order - right.order);

/** The pages a person may open, in the order of the menu. */
export const pagesFor = (may: (permission: string) => boolean, roles: readonly string[]): readonly MenuPage[] =>
  MENU.filter(
    (page) =>
      (page.permission === null || may(page.permission)) && (page.role === undefined || roles.includes(page.role)),
  );

/** Where a person begins. */
export const startOf = (pages: readonly MenuPage[]): string =>
  pages
    .filter((page) => page.start !== undefined)
    .toSorted((left, right) => Number(left.start) - Number(right.start))
    .at(0)?.path ?? '/profile';
