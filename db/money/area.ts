import type { DbArea } from '../slice.ts';
import { MONEY_AUDITS } from './audits.ts';

export const money = {
  audits: MONEY_AUDITS,
} as const satisfies DbArea;
