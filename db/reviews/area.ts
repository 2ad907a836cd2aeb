import { sql } from 'drizzle-orm';
import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { isCurrency } from '../../domain/money/currencies.ts';
import { amountMinor } from '../columns.ts';
import { amountRule } from '../settingRules.ts';
import type { DbArea } from '../slice.ts';
import { report, reportParts } from './report.ts';
import { reportCharts, reportSeries } from './reportCharts.ts';
import { runFacts } from './runFacts.ts';
import { subjectNames } from './subjectNames.ts';

const currencyRule = z.string().regex(/^[A-Z]{3}$/, 'a currency such as USD');

/** By what a task is found however old it is. */
const SEARCHED_FOR_EVER = sql`lower(concat_ws(E'\n', subject, title, subtitle))`;

export const reviews = {
  subjectNames,
  report,
  reportParts,
  reportCharts,
  reportSeries,
  retention: [
    // Bulk decisions that were looked at and never started; their items go with them.
    { table: 'bulk_decisions', when: sql`status = 'preview' and created_at < now() - interval '1 day'` },
    // What customers and mails wrote is searched for a year; after that the snapshot alone holds it, and names are still found.
    {
      table: 'review_tasks',
      when: sql`closed_at < now() - interval '1 year' and search_text <> ${SEARCHED_FOR_EVER}`,
      sets: { values: sql`search_text = ${SEARCHED_FOR_EVER}`, as: 'search_texts' },
    },
  ],
  settings: {
    reviewer_limit_minor: { column: 'reviewerLimitMinor', value: amountRule },
    limit_currency: {
      column: 'limitCurrency',
      value: currencyRule.refine(isCurrency, 'a currency of ISO 4217, such as USD').nullable(),
    },
    review_expire_seconds: { column: 'reviewExpireSeconds', value: z.int().min(60).max(31_536_000).nullable() },
    base_currency: {
      column: 'baseCurrency',
      value: currencyRule.refine(isCurrency, 'a currency of ISO 4217').nullable(),
    },
    operator_signal_allowed: { column: 'operatorSignalAllowed', value: z.boolean() },
  },
  settingColumns: {
    reviewerLimitMinor: amountMinor('reviewer_limit_minor'),
    /** ISO 4217 currency of all limits and the cap; null = each number holds in every currency, in its own minor units. */
    limitCurrency: text('limit_currency'),
    /** ISO 4217 currency in which the inbox compares amounts; null = USD. */
    baseCurrency: text('base_currency'),
    /** Shorter or longer review deadline than REVIEW_EXPIRE_SECONDS, in seconds. */
    reviewExpireSeconds: integer('review_expire_seconds'),
    operatorSignalAllowed: boolean('operator_signal_allowed').notNull().default(false),
  },
  runFacts,
} as const satisfies DbArea;
