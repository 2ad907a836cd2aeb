import { useEffect, useRef } from 'react';
import { Button, Form } from 'react-aria-components';
import type { Problem } from '../api/problem.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { amountText } from '../ui/Money.tsx';
import { type ActionSpec, valueAt } from './cardSpec.ts';
import { CHANGE_FORMS } from './changeForm.ts';
import { decide, type TaskDetail, useDecisions } from './decisions.ts';
import { changeDraft, useDraft } from './drafts.ts';
import { acts, REASON, warningsOf } from './warnings.ts';

/** Why to act against what speaks against it; nothing is sent without. */
function OverrideField({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const draft = useDraft(task.task_id);
  const left = REASON.minimum - draft.override.trim().length;
  return (
    <Field
      label="Why it is right all the same"
      name="override_reason"
      value={draft.override}
      onChange={(override) => changeDraft(task.task_id, { override })}
      lines={2}
      problem={problem}
      wrong={
        draft.override && left > 0
          ? `${left} more ${left === 1 ? 'character' : 'characters'}: others must understand it later.`
          : null
      }
      hint="It is kept with the decision and stands in the audit events."
      maxLength={REASON.maximum}
      required
      autoFocus
    />
  );
}

interface BillingPayment {
  payment_id: string;
  left_minor: number | null;
  currency: string | null;
  date: string | null;
  words: string;
}

/** Where billing does not say at which payment the refund is recorded, a person may. */
function PaymentChoice({ task, needed }: { task: TaskDetail; needed: boolean }) {
  const draft = useDraft(task.task_id);
  const shown = valueAt(task.shown, 'billing_payments');
  const payments = Array.isArray(shown) ? (shown as BillingPayment[]) : [];
  if (payments.length === 0) return null;
  const text = ({ payment_id: id, left_minor: left, currency, date, words }: BillingPayment) =>
    [id, date, left === null ? null : `${amountText(left, currency)} left`, words].filter(Boolean).join(' · ');
  return (
    <Choice
      label="Payment in billing"
      value={draft.vendorId}
      onChange={(vendorId) => changeDraft(task.task_id, { vendorId })}
      options={[
        ['', needed ? 'Choose the payment' : 'None: somebody records it by hand'],
        ...payments.map((payment) => [payment.payment_id, text(payment)] as const),
      ]}
    />
  );
}

/** The vendor's id of an effect that was found. */
function VendorIdField({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const draft = useDraft(task.task_id);
  return (
    <>
      <PaymentChoice task={task} needed />
      <Field
        label="The vendor’s id of the effect"
        name="vendor_id"
        value={draft.vendorId}
        onChange={(vendorId) => changeDraft(task.task_id, { vendorId })}
        problem={problem}
        maxLength={255}
        autoFocus
      />
    </>
  );
}

const useNothing = () => false;

/** Whether everything that the action needs is typed. */
function useReady(task: TaskDetail, action: ActionSpec, against: boolean): boolean {
  const draft = useDraft(task.task_id);
  const useChange = CHANGE_FORMS[action.needs]?.useTyped ?? useNothing;
  const changed = useChange(task, draft);
  const typed = {
    nothing: true,
    reason: draft.comment.trim() !== '',
    vendor_id: draft.vendorId.trim() !== '',
  };
  const needed = action.needs in typed ? typed[action.needs as keyof typeof typed] : changed;
  return needed && (!against || draft.override.trim().length >= REASON.minimum);
}

/** Escape inside the form closes the form, and not the card around it. */
function useEscape(close: () => void) {
  const own = useRef<HTMLFormElement>(null);
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const form = own.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      latest.current();
    };
    form?.addEventListener('keydown', onKey);
    return () => form?.removeEventListener('keydown', onKey);
  }, []);
  return own;
}

/** What must be typed before this action can be sent; kept while it is typed. */
export function ActionForm({ task, action, onDecided }: { task: TaskDetail; action: ActionSpec; onDecided(): void }) {
  const draft = useDraft(task.task_id);
  const failed = useDecisions().find(
    (decision) => decision.task.task_id === task.task_id && decision.state === 'failed',
  );
  const problem = failed?.problem ?? null;
  const form = CHANGE_FORMS[action.needs];
  const against = acts(action) && warningsOf(task).length > 0;
  const ready = useReady(task, action, against);
  const own = useEscape(() => changeDraft(task.task_id, { open: null }));
  return (
    <Form
      ref={own}
      className="stack action-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        decide(task, action, draft);
        onDecided();
      }}
    >
      {against && <OverrideField task={task} problem={problem} />}
      {form && <form.Fields task={task} problem={problem} />}
      {(action.decision === 'approved' || form?.pays(draft)) && <PaymentChoice task={task} needed={false} />}
      {action.needs === 'vendor_id' && <VendorIdField task={task} problem={problem} />}
      <Field
        label={action.needs === 'reason' ? 'Reason' : 'Comment (optional)'}
        name="comments"
        value={draft.comment}
        onChange={(comment) => changeDraft(task.task_id, { comment })}
        lines={3}
        problem={problem}
        maxLength={4000}
        autoFocus={action.needs === 'reason'}
      />
      <div className="row">
        <Button className={`button ${against ? 'danger' : action.tone}`} type="submit" isDisabled={!ready}>
          {action.label}
        </Button>
        <Button className="button quiet-button" onPress={() => changeDraft(task.task_id, { open: null })}>
          Back
        </Button>
      </div>
    </Form>
  );
}
