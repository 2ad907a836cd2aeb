import type { CommandState } from './command.ts';

/** Problems that a person has to explain. */
export type ReconcileProblem =
  | 'no_command'
  | 'missing_at_vendor'
  | 'amount_differs'
  | 'ledger_missing'
  | 'unreadable_record';

export type ReconcileVerdict =
  | { kind: 'fine' }
  | { kind: 'settle' }
  /** Paid by the books, came back at the vendor: its case goes on. */
  | { kind: 'came_back' }
  | { kind: 'suspicious'; problem: ReconcileProblem };

interface KnownCommand {
  state: CommandState;
  vendorId: string | null;
  amountMinor: number;
  currency: string;
  failedLaterAt: Date | null;
}

interface KnownRefund {
  refundId: string;
  amountMinor: number;
  currency: string;
  state: 'open' | 'succeeded' | 'failed';
}

/** What a refund at the vendor means beside the books. `phases` are the ledger's phases of the command. */
export function judgeRefund(
  refund: KnownRefund,
  command: KnownCommand | undefined,
  phases: readonly string[],
): ReconcileVerdict {
  const suspicious = (problem: ReconcileProblem): ReconcileVerdict => ({ kind: 'suspicious', problem });
  if (!command) return refund.state === 'failed' ? { kind: 'fine' } : suspicious('no_command');
  if (command.state === 'attempting' || command.state === 'unknown') return { kind: 'fine' };
  if (refund.state === 'failed' && (command.state === 'refused' || command.vendorId !== refund.refundId))
    return { kind: 'fine' };
  if (command.vendorId !== refund.refundId || command.state !== 'applied') return suspicious('no_command');
  if (command.amountMinor !== refund.amountMinor || command.currency !== refund.currency)
    return suspicious('amount_differs');
  if (refund.state === 'failed') return { kind: command.failedLaterAt ? 'fine' : 'came_back' };
  if (!phases.includes('posted')) return suspicious('ledger_missing');
  return refund.state === 'succeeded' && !phases.includes('settled') ? { kind: 'settle' } : { kind: 'fine' };
}
