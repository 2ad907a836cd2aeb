import type { BooksArea } from '../slice.ts';
import { powerKinds } from './powerKinds.ts';

export const identity = { powerKinds } satisfies BooksArea;
