import { formatAmount } from '../../domain/money/money.ts';
import { readTypedAmount } from '../../domain/money/typedAmount.ts';
import type { Problem } from '../api/problem.ts';
import { valueAt } from '../reviews/cardSpec.ts';
import type { ChangeForm } from '../reviews/changeForm.ts';
import type { TaskDetail } from '../reviews/decisions.ts';
import { changeDraft, type Draft, useDraft } from '../reviews/drafts.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { amountText } from '../ui/Money.tsx';
import { MARKS } from '../ui/NumberField.tsx';

const PAYING = new Set(['full_refund', 'partial_refund']);
const RESOLUTIONS = [
  ['full_refund', 'Refund in full'],
  ['partial_refund', 'Refund a part'],
  ['no_action', 'Refund nothing'],
] as const;

/** What is typed, with what stands there before anybody types. */
const typedOf = ({ change: { resolution = 'partial_refund', amount = '', chargeId = '' } }: Draft) => ({
  resolution,
  amount,
  chargeId,
});
const pays = (draft: Draft) => PAYING.has(typedOf(draft).resolution);

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
  const charge = chargesOf(task).find(({ charge_id: id }) => id === typedOf(draft).chargeId);
  const bounds = [bound, charge?.refundable_minor].filter((one) => typeof one === 'number');
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** The typed amount in minor units, or why it can't be sent: found before the five seconds begin. */
function amountOf(task: TaskDetail, draft: Draft): { minor: number; wrong: null } | { minor: null; wrong: string } {
  const currency = task.currency ?? 'USD';
  const read = readTypedAmount(typedOf(draft).amount, currency, MARKS);
  if (!read.ok) return { minor: null, wrong: read.problem };
  const maximum = maximumOf(task, draft);
  if (read.value === 0) return { minor: null, wrong: 'Nothing is no refund. Choose “Refund nothing” instead.' };
  if (maximum !== null && read.value > maximum)
    return { minor: null, wrong: `That is more than may be paid back: at most ${amountText(maximum, currency)}.` };
  return { minor: read.value, wrong: null };
}

interface FieldsProps {
  task: TaskDetail;
  problem: Problem | null;
}

function AmountField({ task, problem }: FieldsProps) {
  const draft = useDraft(task.task_id);
  const typed = typedOf(draft).amount;
  const amount = amountOf(task, draft);
  const maximum = maximumOf(task, draft);
  const bound = maximum === null ? undefined : `At most ${amountText(maximum, task.currency)}`;
  return (
    <Field
      label={`Amount${task.currency ? ` in ${task.currency}` : ''}`}
      name="modified_resolution.amount"
      value={typed}
      onChange={(text) => changeDraft(task.task_id, { change: { ...draft.change, amount: text } })}
      inputMode="decimal"
      problem={problem}
      wrong={typed.trim() === '' ? null : amount.wrong}
      hint={amount.minor === null ? bound : `Will refund ${amountText(amount.minor, task.currency)}`}
      autoFocus
    />
  );
}

function Fields({ task, problem }: FieldsProps) {
  const draft = useDraft(task.task_id);
  const change = (next: Record<string, string>) => changeDraft(task.task_id, { change: { ...draft.change, ...next } });
  const { resolution, chargeId } = typedOf(draft);
  const charges = chargesOf(task);
  const refundable = (charge: Charge) => amountText(charge.refundable_minor, charge.currency);
  return (
    <>
      <Choice
        label="Resolution"
        value={resolution}
        onChange={(chosen) => change({ resolution: chosen })}
        options={RESOLUTIONS}
      />
      {pays(draft) && <AmountField task={task} problem={problem} />}
      {charges.length > 0 && (
        <Choice
          label="Charge"
          value={chargeId}
          onChange={(chosen) => change({ chargeId: chosen })}
          options={[
            ['', 'Choose the charge'],
            ...charges.map((charge) => [charge.charge_id, `${charge.charge_id} · ${refundable(charge)}`] as const),
          ]}
        />
      )}
    </>
  );
}

/** Another resolution than the proposed one. */
export const resolutionForm: ChangeForm = {
  Fields,
  pays,
  useTyped: (task, draft) =>
    !pays(draft) ||
    (amountOf(task, draft).minor !== null && (chargesOf(task).length === 0 || typedOf(draft).chargeId !== '')),
  amountMinor: (task, draft) => (pays(draft) ? amountOf(task, draft).minor : null),
  request(task, draft) {
    const { resolution, chargeId } = typedOf(draft);
    const amountMinor = pays(draft) ? (amountOf(task, draft).minor ?? 0) : 0;
    return {
      modified_resolution: {
        action: resolution,
        amount: task.currency ? formatAmount(amountMinor, task.currency) : '0',
        ...(draft.comment ? { reason: draft.comment.slice(0, 2000) } : {}),
        ...(chargeId ? { charge_id: chargeId } : {}),
      },
    };
  },
};
