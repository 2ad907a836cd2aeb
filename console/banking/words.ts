import { capital, spaced } from '../../domain/words.ts';
import type { Schema } from '../api/client.ts';
import type { Tone } from '../ui/parts.tsx';

type Status = Schema<'BankTransaction'>['status'];

/** What is known about where the money of a line belongs, in words. */
export const STATUS_WORDS: Record<Status, { text: string; tone: Tone }> = {
  new: { text: 'New', tone: 'info' },
  proposed: { text: 'A match waits for a person', tone: 'warn' },
  matched: { text: 'Matched', tone: 'good' },
  ignored: { text: 'Set aside', tone: 'plain' },
  unmatched: { text: 'Not matched', tone: 'warn' },
};

export const SOURCE_WORDS: Record<Schema<'BankTransaction'>['source'], string> = {
  camt: 'CAMT statement',
  mt940: 'MT940 statement',
  ofx: 'OFX file',
  qif: 'QIF file',
  csv: 'CSV file',
  plaid: 'Plaid',
  gocardless: 'GoCardless',
  enable_banking: 'Enable Banking',
};

/** A reason as people read it: codes as words, and what somebody wrote as it is. */
export const reasonText = (reason: string): string => (/^[a-z_]+$/.test(reason) ? capital(spaced(reason)) : reason);
