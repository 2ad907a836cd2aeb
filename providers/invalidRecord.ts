import { z } from 'zod';
import { AmountError } from '../domain/money/money.ts';
import type { RecordProblem } from '../domain/recordProblem.ts';
import { VendorError } from './vendorError.ts';

/** A record that the vendor gave in full and that breaks a rule. It is no outage: asking again gives the same record. */
export class InvalidRecordError extends VendorError {
  readonly problem: RecordProblem;
  constructor(vendor: string, type: string, problem: RecordProblem) {
    super(vendor, type, 'terminal');
    this.problem = problem;
  }
}

/** Which record is being read: for the error that names it. */
export interface RecordName {
  vendor: string;
  type: string;
  /** As a person would say it: "CRM case 500…", "billing invoice INV-1". */
  record: string;
}

/** Reads one field; an amount that breaks a rule becomes the record's problem, named by its field. */
export function readField<Value>(name: RecordName, field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new InvalidRecordError(name.vendor, name.type, {
      record: name.record,
      field,
      rule: error.rule,
      reason: error.message,
    });
  }
}

/** Checks a whole answer against its shape; what does not fit is named by the path of the first field. */
export function readRecord<Shape>(name: RecordName, schema: z.ZodType<Shape>, answer: unknown): Shape {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues.at(0);
  throw new InvalidRecordError(name.vendor, name.type, {
    record: name.record,
    field: issue?.path.join('.') || 'record',
    rule: issue?.code ?? 'shape',
    // zod's message names types and bounds, never the value.
    reason: issue?.message ?? 'the record has another shape',
  });
}

/** An instant in any form a vendor writes, as ISO 8601. */
export const instantText = z.string().refine((text) => Number.isFinite(Date.parse(text)), 'not a date');
