import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import type { MoneyProtocol } from '../../domain/money/command.ts';
import { appendEvent } from '../events.ts';

/** No lookup is left: the effect was not found, and may not be sent again. The next move asks a person. */
export async function endLookups(tx: Transaction, commandId: string, protocol: MoneyProtocol): Promise<void> {
  await tx.update(moneyCommands).set({ lookups: protocol.maximumLookups }).where(eq(moneyCommands.id, commandId));
}

/** What became of a person's answer about an unclear call. */
export interface Answer {
  commandId: string;
  processId: string;
  /** Who answered. */
  actor: string;
  found: boolean;
  /** Why an effect that was named is not this command's. */
  refusedBecause?: string | null;
  requestId?: string;
}

/** Writes down what became of an answer, for whoever asks later. */
export const noteAnswer = (
  tx: Transaction,
  { commandId, processId, actor, found, refusedBecause, requestId }: Answer,
) =>
  appendEvent(tx, {
    type: 'money_outcome_resolved',
    actor,
    subject: `process:${processId}`,
    data: { commandId, found, ...(refusedBecause ? { refusedBecause } : {}) },
    requestId,
  });

/** A person looked and found nothing: one more round of lookups may go before the command is sent again. */
export async function allowLookups(tx: Transaction, answer: Omit<Answer, 'found' | 'refusedBecause'>): Promise<void> {
  await tx.update(moneyCommands).set({ lookups: 0 }).where(eq(moneyCommands.id, answer.commandId));
  await noteAnswer(tx, { ...answer, found: false });
}
