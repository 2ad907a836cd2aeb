import type { DbArea } from '../slice.ts';
import { MONEY_AUDITS } from './audits.ts';
import { reportCharts, reportSeries } from './reportCharts.ts';
import { runFacts } from './runFacts.ts';
import { subjectNames } from './subjectNames.ts';

export const money = {
  subjectNames,
  audits: MONEY_AUDITS,
  reportCharts,
  reportSeries,
  runFacts,
} as const satisfies DbArea;
