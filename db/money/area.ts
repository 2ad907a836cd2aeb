import type { DbArea } from '../slice.ts';
import { MONEY_AUDITS } from './audits.ts';
import { subjectNames } from './subjectNames.ts';

export const money = {
  subjectNames,
  audits: MONEY_AUDITS,
} as const satisfies DbArea;
