import type { ParkReason } from '../../domain/money/parkReasons.ts';
import type { OpenedTask } from '../reviews/contract.ts';

export const UNEXPLAINED_WORKFLOW = 'unexplainedMoneyWorkflow';

export interface ReconcilerInput {
  tenantId: string;
}

export interface Reconciled {
  /** Refunds that the vendor's list confirmed. */
  settled: number;
  /** What waits for an explanation, from this run and earlier ones. */
  unexplained: number;
}

export interface UnexplainedInput {
  tenantId: string;
  processId: string;
  itemId: string;
  requestId: string;
}

export const unexplainedWorkflowId = (tenantId: string, itemId: string): string =>
  `unexplained-money:${tenantId}:${itemId}`;

/** What the workflow does next about a money command. */
export type MoneyStep =
  | { kind: 'applied'; commandId: string; vendorId: string }
  | { kind: 'refused'; commandId: string; code: string }
  | { kind: 'wait'; commandId: string; waitMs: number }
  | { kind: 'stopped' }
  | { kind: 'ask_person'; commandId: string }
  | { kind: 'review_again'; reason: ParkReason };

/** Activities of the reconciler and its alarms. */
export interface ReconcileActivities {
  /** Compares what changed at the gateway, what was commanded and what the ledger says, both ways. */
  reconcileMoney(input: ReconcilerInput): Promise<Reconciled>;
  /** Opens the task that asks a person to explain; it has no deadline. */
  openUnexplained(input: UnexplainedInput): Promise<OpenedTask>;
  closeUnexplained(input: UnexplainedInput & { explained: boolean }): Promise<void>;
}
