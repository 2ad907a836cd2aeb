import type { ConsoleArea } from '../slice.ts';

export const reconciliation = {} satisfies ConsoleArea;
