import type Stripe from 'stripe';
import type { ChargeFacts } from '../../domain/disputes/facts.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import { chargeFacts } from '../../providers/stripe/records.ts';

/** Reads charges one by one: one that breaks a rule is set aside with its problem and does not hide the others. */
export function readCharges(charges: Stripe.Charge[]): { charges: ChargeFacts[]; unreadable: RecordProblem[] } {
  const read: { charges: ChargeFacts[]; unreadable: RecordProblem[] } = { charges: [], unreadable: [] };
  for (const charge of charges) {
    try {
      read.charges.push(chargeFacts(charge));
    } catch (error) {
      if (!(error instanceof InvalidRecordError)) throw error;
      read.unreadable.push(error.problem);
    }
  }
  return read;
}
