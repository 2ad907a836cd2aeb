import type { ActionNeeds } from '../domain/reviews/actions.ts';
import type { KindSpec } from './reviews/cardSpec.ts';
import type { ChangeForm } from './reviews/changeForm.ts';
import type { Fetched } from './ui/LazyPage.tsx';

/** How a page stands in the navigation and the palette. */
export interface MenuEntry {
  title: string;
  group: 'Yours' | 'Work' | 'Operate' | 'Administer';
  /** Place inside its group, low first. */
  order: number;
  /** What opens it; null = everybody signed in. */
  permission: string | null;
  /** Only for people of this role: what is their own. */
  role?: 'user';
  /** Where people begin: the lowest number of all that a person may open. */
  start?: number;
}

/** What an area adds to the desk: `console/<area>/area.ts`, listed in `console/areas.ts`. */
export interface ConsoleArea {
  /** By address below /console/, as the router writes it. A page without an entry in the menu is opened from another one. */
  pages?: Record<string, { page?: Fetched<object>; menu?: MenuEntry }>;
  /** By topic of the live stream: which queries are read again when something of it changes. */
  live?: Record<string, readonly string[]>;
  /** By kind of run, the page of what it is about: `{subject}` stands for its subject. */
  subjectPages?: Record<string, { title: string; path: string }>;
  /** Ways to connect an outside account that need a form of their own, by kind. */
  connectForms?: Record<string, Fetched<object>>;
  /** What more can be done with a connection, by its kind. */
  connectionExtras?: Record<string, Fetched<{ connectionId: string; name: string }>>;
  /** What the cards of its review tasks show and ask. */
  reviewKinds?: Record<string, KindSpec>;
  /** What is typed to change what is shown, by what an action needs. */
  changeForms?: { readonly [Needs in ActionNeeds]?: ChangeForm };
}
