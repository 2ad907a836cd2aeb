import type { ActivityArea } from '../slice.ts';

export const reconciliation = {} satisfies ActivityArea;
