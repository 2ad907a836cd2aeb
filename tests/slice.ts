import type { Page } from 'playwright';

/** `all`: any token or key. `people`: any person's token, no key. `public`: no token. Else the roles listed. */
export type Access = 'public' | 'all' | 'people' | readonly string[];

/** A page or state of the desk. */
export interface Place {
  name: string;
  role: 'reviewer' | 'admin' | 'super_user' | 'user' | null;
  /** Below /console/; `{task}`, `{undecidable}`, `{run}` and `{bulk}` are filled in. */
  path: string;
  /** What brings the page into the state that is meant. */
  act?: (page: Page) => Promise<void>;
}

/** What the suites know of an area: `tests/<area>/area.ts`, listed in `tests/areas.ts`. */
export interface TestArea {
  /** Who may call what, written by hand: the independent half of the authorization matrix. By method and path. */
  access?: Record<string, Access>;
  /** Its pages and states, which axe checks and `npm run screenshots` pictures. */
  places?: readonly Place[];
}
