import type { DbArea } from '../slice.ts';
import { MONEY_AUDITS } from './audits.ts';
import { subjectNames } from './subjectNames.ts';
import { reportCharts, reportSeries } from './reportCharts.ts';

export const money = {
  subjectNames,
  audits: MONEY_AUDITS,
  reportCharts,
  reportSeries,
} as const satisfies DbArea;
