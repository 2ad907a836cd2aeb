import { z } from 'zod';
import { amountMinor, nanoDollars } from '../columns.ts';
import { amountRule } from '../settingRules.ts';
import type { DbArea } from '../slice.ts';
import { reportCharts, reportSeries } from './reportCharts.ts';
import { runFacts } from './runFacts.ts';
import { subjectNames } from './subjectNames.ts';

export const disputes = {
  subjectNames,
  runIdIn: 'workflow_states',
  reportCharts,
  reportSeries,
  settings: {
    policy_cap_minor: { column: 'policyCapMinor', value: amountRule },
    llm_daily_budget_nano: { column: 'llmDailyBudgetNano', value: z.int().min(0).max(Number.MAX_SAFE_INTEGER) },
  },
  settingColumns: {
    policyCapMinor: amountMinor('policy_cap_minor'),
    llmDailyBudgetNano: nanoDollars('llm_daily_budget_nano').notNull(),
  },
  runFacts,
} as const satisfies DbArea;
