import { Button, Form } from 'react-aria-components';
import type { Problem } from '../api/problem.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { moneyText } from '../ui/Money.tsx';
import { changeDraft, decide, type TaskDetail, useDecisions, useDraft } from './decisions.ts';
import { type ActionSpec, valueAt } from './kinds.ts';

const PAYING = new Set(['full_refund', 'partial_refund']);
const RESOLUTIONS = [
  ['full_refund', 'Refund in full'],
  ['partial_refund', 'Refund a part'],
  ['no_action', 'Refund nothing'],
  ['escalate', 'Escalate'],
] as const;

interface Candidate {
  booking_id: string;
  customer_name: string;
  total_minor: number;
  currency: string;
}

/** Which booking a payment is for: one that was found, or any other by its number. */
function BookingChoice({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const draft = useDraft(task.task_id);
  const change = (next: Partial<typeof draft>) => changeDraft(task.task_id, next);
  const shown = valueAt(task.shown, 'candidates');
  const candidates = Array.isArray(shown) ? (shown as Candidate[]) : [];
  return (
    <>
      {candidates.length > 0 && (
        <Choice
          label="Found"
          value={candidates.some(({ booking_id: id }) => id === draft.bookingId) ? draft.bookingId : ''}
          onChange={(bookingId) => change({ bookingId })}
          options={[
            ['', 'Choose a booking'],
            ...candidates.map(
              (candidate) =>
                [
                  candidate.booking_id,
                  `${candidate.booking_id} · ${candidate.customer_name} · ${moneyText(candidate.total_minor, candidate.currency)}`,
                ] as const,
            ),
          ]}
        />
      )}
      <Field
        label="Booking"
        name="booking_id"
        value={draft.bookingId}
        onChange={(bookingId) => change({ bookingId })}
        problem={problem}
        maxLength={64}
        hint="As in BK-20251017-001"
        autoFocus={candidates.length === 0}
      />
      <Choice
        label="Then"
        value={draft.confirm ? 'confirm' : 'wait'}
        onChange={(then) => change({ confirm: then === 'confirm' })}
        options={[
          ['confirm', 'Confirm the booking with it'],
          ['wait', 'Let somebody check the booking'],
        ]}
      />
    </>
  );
}

/** What must be typed before this action can be sent; kept while it is typed. */
export function ActionForm({ task, action }: { task: TaskDetail; action: ActionSpec }) {
  const draft = useDraft(task.task_id);
  const failed = useDecisions().find(
    (decision) => decision.task.task_id === task.task_id && decision.state === 'failed',
  );
  const problem = failed?.problem ?? null;
  const change = (next: Partial<typeof draft>) => changeDraft(task.task_id, next);
  const candidates = valueAt(task.shown, 'candidates');
  const charges =
    Array.isArray(candidates) && action.needs === 'resolution'
      ? (candidates as { charge_id: string; refundable_minor: number; currency: string }[])
      : [];
  const maximum = valueAt(task.shown, 'maximum_minor');
  const ready =
    action.needs === 'reason'
      ? draft.comment.trim() !== ''
      : action.needs === 'vendor_id'
        ? draft.vendorId.trim() !== ''
        : action.needs === 'booking'
          ? draft.bookingId.trim() !== ''
          : !PAYING.has(draft.resolution) || draft.amount.trim() !== '';
  return (
    <Form
      className="stack action-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) decide(task, action, draft);
      }}
    >
      {action.needs === 'resolution' && (
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
              onChange={(amount) => change({ amount })}
              inputMode="decimal"
              problem={problem}
              hint={typeof maximum === 'number' ? `At most ${moneyText(maximum, task.currency)}` : undefined}
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
      )}
      {action.needs === 'booking' && <BookingChoice task={task} problem={problem} />}
      {action.needs === 'vendor_id' && (
        <Field
          label="The vendor’s id of the effect"
          name="vendor_id"
          value={draft.vendorId}
          onChange={(vendorId) => change({ vendorId })}
          problem={problem}
          maxLength={255}
          autoFocus
        />
      )}
      <Field
        label={action.needs === 'reason' ? 'Reason' : 'Comment (optional)'}
        name="comments"
        value={draft.comment}
        onChange={(comment) => change({ comment })}
        lines={3}
        problem={problem}
        maxLength={4000}
        autoFocus={action.needs === 'reason'}
      />
      <div className="row">
        <Button className={`button ${action.tone}`} type="submit" isDisabled={!ready}>
          {action.label}
        </Button>
        <Button className="button quiet-button" onPress={() => change({ open: null })}>
          Back
        </Button>
      </div>
    </Form>
  );
}
