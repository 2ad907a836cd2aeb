import type { Problem } from '../api/problem.ts';
import { valueAt } from '../reviews/cardSpec.ts';
import type { ChangeForm } from '../reviews/changeForm.ts';
import type { TaskDetail } from '../reviews/decisions.ts';
import { changeDraft, useDraft } from '../reviews/drafts.ts';
import { Choice } from '../ui/fields.tsx';
import { amountText } from '../ui/Money.tsx';
import { ProblemNote } from '../ui/parts.tsx';

interface Alternative {
  id: string;
  number: string;
  client: string | null;
  balance_minor: number;
  currency: string;
}

/** Other invoices of the card. */
function alternativesOf(task: TaskDetail): Alternative[] {
  const shown = valueAt(task.shown, 'match.alternatives');
  return Array.isArray(shown) ? (shown as Alternative[]) : [];
}

/** Which invoice the payment is for: one of those that the card shows. */
function InvoiceChoice({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const { change } = useDraft(task.task_id);
  const all = alternativesOf(task);
  if (all.length === 0)
    return (
      <p className="note info">
        No other open invoice is of this client or of this amount. Reject the match, and the payment stays among what is
        not matched.
      </p>
    );
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <Choice
        label="Invoice"
        value={change.invoiceId ?? ''}
        onChange={(invoiceId) => changeDraft(task.task_id, { change: { ...change, invoiceId } })}
        options={[
          ['', 'Choose an invoice'],
          ...all.map(
            ({ id, number, client, balance_minor: minor, currency }) =>
              [id, `${number} · ${client ?? 'client not known'} · ${amountText(minor, currency)} left`] as const,
          ),
        ]}
      />
      <p className="quiet">It is proposed in place of this one, with a card of its own. Nothing is recorded yet.</p>
    </>
  );
}

/** The invoice that is proposed instead. */
export const invoiceForm: ChangeForm = {
  Fields: InvoiceChoice,
  pays: () => false,
  useTyped: (task, { change: { invoiceId } }) => alternativesOf(task).some(({ id }) => id === invoiceId),
  request: (_task, { change: { invoiceId } }) => ({ invoice_id: invoiceId }),
};
