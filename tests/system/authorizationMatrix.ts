import { mergeNamed } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import type { Access } from '../slice.ts';

/** Who may call what, as the areas' suites say it. A route that is in none of them fails the test. */
export const MATRIX: Readonly<Record<string, Access>> = {
  ...mergeNamed(AREAS, 'access'),
  // Of no area: each section asks for the right of its own (today.test.ts).
  'GET /today': 'people',
  'GET /today/counts': 'people',
};
