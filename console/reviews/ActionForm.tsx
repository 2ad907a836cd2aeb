import { Button, Form } from 'react-aria-components';
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

/** What must be typed before this action can be sent; kept while it is typed. */
export function ActionForm({ task, action }: { task: TaskDetail; action: ActionSpec }) {
  const draft = useDraft(task.task_id);
  const failed = useDecisions().find(
    (decision) => decision.task.task_id === task.task_id && decision.state === 'failed',
  );
  const problem = failed?.problem ?? null;
  const change = (next: Partial<typeof draft>) => changeDraft(task.task_id, next);
  const candidates = valueAt(task.shown, 'candidates');
  const charges = Array.isArray(candidates)
    ? (candidates as { charge_id: string; refundable_minor: number; currency: string }[])
    : [];
  const maximum = valueAt(task.shown, 'maximum_minor');
  const ready =
    action.needs === 'reason'
      ? draft.comment.trim() !== ''
      : action.needs === 'vendor_id'
        ? draft.vendorId.trim() !== ''
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
