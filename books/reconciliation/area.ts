import type { BooksArea } from '../slice.ts';
import { powerKinds } from './powerKinds.ts';

export const reconciliation = { powerKinds } satisfies BooksArea;
