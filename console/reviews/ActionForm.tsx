import { Button, Form } from 'react-aria-components';
import { readTypedAmount } from '../../domain/money/typedAmount.ts';
import type { Problem } from '../api/problem.ts';
import { BookingChoice, useNamedBooking } from '../bookings/BookingChoice.tsx';
import { Choice, Field } from '../ui/fields.tsx';
import { moneyText } from '../ui/Money.tsx';
import { MARKS } from '../ui/NumberField.tsx';
import { type ActionSpec, valueAt } from './cardSpec.ts';
import { decide, type TaskDetail, useDecisions } from './decisions.ts';
import { changeDraft, type Draft, useDraft } from './drafts.ts';
import { acts, REASON, warningsOf } from './warnings.ts';

const PAYING = new Set(['full_refund', 'partial_refund']);
const RESOLUTIONS = [
  ['full_refund', 'Refund in full'],
  ['partial_refund', 'Refund a part'],
  ['no_action', 'Refund nothing'],
] as const;

interface Charge {
  charge_id: string;
  refundable_minor: number;
  currency: string;
}
function chargesOf(task: TaskDetail): Charge[] {
  const candidates = valueAt(task.shown, 'candidates');
  return Array.isArray(candidates) ? (candidates as Charge[]) : [];
}

/** The most that may be paid back: the card's bound, and what is left of the chosen charge. */
function maximumOf(task: TaskDetail, draft: Draft): number | null {
  const bound = valueAt(task.shown, 'maximum_minor');
  const charge = chargesOf(task).find(({ charge_id: id }) => id === draft.chargeId);
  const bounds = [bound, charge?.refundable_minor].filter((one) => typeof one === 'number');
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** The typed amount in minor units, or why it can't be sent: found before the five seconds begin. */
function amountOf(task: TaskDetail, draft: Draft): { minor: number; wrong: null } | { minor: null; wrong: string } {
  const currency = task.currency ?? 'USD';
  const read = readTypedAmount(draft.amount, currency, MARKS);
  if (!read.ok) return { minor: null, wrong: read.problem };
  const maximum = maximumOf(task, draft);
  if (read.value === 0) return { minor: null, wrong: 'Nothing is no refund. Choose “Refund nothing” instead.' };
  if (maximum !== null && read.value > maximum)
    return { minor: null, wrong: `That is more than may be paid back: at most ${moneyText(maximum, currency)}.` };
  return { minor: read.value, wrong: null };
}

function ResolutionFields({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const draft = useDraft(task.task_id);
  const change = (next: Partial<Draft>) => changeDraft(task.task_id, next);
  const amount = amountOf(task, draft);
  const maximum = maximumOf(task, draft);
  const charges = chargesOf(task);
  return (
    <>
      <Choice
        label="Resolution"
        value={draft.resolution}
        onChange={(resolution) => change({ resolution })}
        options={RESOLUTIONS}
      />
      {PAYING.has(draft.resolution) && (
        <Field
          label={`Amount${task.currency ? ` in ${task.currency}` : ''}`}
          name="modified_resolution.amount"
          value={draft.amount}
          onChange={(text) => change({ amount: text })}
          inputMode="decimal"
          problem={problem}
          wrong={draft.amount.trim() === '' ? null : amount.wrong}
          hint={
            amount.minor !== null
              ? `Read as ${moneyText(amount.minor, task.currency)}`
              : maximum !== null
                ? `At most ${moneyText(maximum, task.currency)}`
                : undefined
          }
          autoFocus
        />
      )}
      {charges.length > 0 && (
        <Choice
          label="Charge"
          value={draft.chargeId}
          onChange={(chargeId) => change({ chargeId })}
          options={[
            ['', 'Choose the charge'],
            ...charges.map(
              (charge) =>
                [
                  charge.charge_id,
                  `${charge.charge_id} · ${moneyText(charge.refundable_minor, charge.currency)}`,
                ] as const,
            ),
          ]}
        />
      )}
    </>
  );
}

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
    [id, date, left === null ? null : `${moneyText(left, currency)} left`, words].filter(Boolean).join(' · ');
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

/** What must be typed before this action can be sent; kept while it is typed. */
export function ActionForm({ task, action }: { task: TaskDetail; action: ActionSpec }) {
  const draft = useDraft(task.task_id);
  const failed = useDecisions().find(
    (decision) => decision.task.task_id === task.task_id && decision.state === 'failed',
  );
  const problem = failed?.problem ?? null;
  const named = useNamedBooking(action.needs === 'booking' ? draft.bookingId : '');
  const pays = action.needs === 'resolution' && PAYING.has(draft.resolution);
  const amount = pays ? amountOf(task, draft) : { minor: 0, wrong: null };
  const against = acts(action) && warningsOf(task.shown).length > 0;
  const typed = {
    nothing: true,
    reason: draft.comment.trim() !== '',
    vendor_id: draft.vendorId.trim() !== '',
    booking: draft.bookingId.trim() !== '' && named.wrong === null,
    resolution: amount.minor !== null && (!pays || chargesOf(task).length === 0 || draft.chargeId !== ''),
  }[action.needs];
  const ready = typed && (!against || draft.override.trim().length >= REASON.minimum);
  return (
    <Form
      className="stack action-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) decide(task, action, draft, amount.minor ?? 0);
      }}
    >
      {against && <OverrideField task={task} problem={problem} />}
      {action.needs === 'resolution' && <ResolutionFields task={task} problem={problem} />}
      {action.needs === 'booking' && <BookingChoice task={task} problem={problem} />}
      {(action.decision === 'approved' || pays) && <PaymentChoice task={task} needed={false} />}
      {action.needs === 'vendor_id' && <PaymentChoice task={task} needed />}
      {action.needs === 'vendor_id' && (
        <Field
          label="The vendor’s id of the effect"
          name="vendor_id"
          value={draft.vendorId}
          onChange={(vendorId) => changeDraft(task.task_id, { vendorId })}
          problem={problem}
          maxLength={255}
          autoFocus
        />
      )}
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
