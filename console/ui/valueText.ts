import type { CsvCell } from '../../domain/csvCell.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { Schema } from '../api/client.ts';
import { amountText } from './Money.tsx';
import { shortDuration } from './shortDuration.ts';

type ReportUnit = Schema<'ReportChart'>['unit'];

/** A number in its unit, for people; `–` where there is none. */
export function valueText(value: number | null, unit: ReportUnit, currency: string | null = null): string {
  if (value === null) return '–';
  if (unit === 'money') return amountText(value, currency);
  if (unit === 'duration') return shortDuration(value);
  if (unit === 'percent') return `${Math.round(value * 1000) / 10} %`;
  return value.toLocaleString();
}

/** The same for a spreadsheet: amounts as decimals, durations in seconds. */
export function valueCell(value: number | null, unit: ReportUnit, currency: string | null = null): CsvCell {
  if (value === null) return null;
  if (unit === 'money' && currency) return formatAmount(value, currency);
  return unit === 'duration' ? Math.round(value * 10) / 10 : value;
}

/** Nano-dollars as dollars: cents from a dollar on, three digits that say something below it. */
export function dollarText(nano: number): string {
  const dollars = nano / 1e9;
  const digits =
    dollars === 0 || dollars >= 1
      ? ({ minimumFractionDigits: 2, maximumFractionDigits: 2 } as const)
      : ({ maximumSignificantDigits: 3 } as const);
  return `$${dollars.toLocaleString('en-US', digits)}`;
}
