import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { formatAmount } from '../../domain/money/money.ts';
import { readTypedAmount } from '../../domain/money/typedAmount.ts';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Field } from '../ui/fields.tsx';
import { MARKS } from '../ui/NumberField.tsx';
import { ProblemNote } from '../ui/parts.tsx';

/** A customer says what they paid and under which id, so that the office can find it. */
export function ClaimPayment({ booking }: { booking: Schema<'ShownBooking'> }) {
  const queries = useQueryClient();
  const { booking_id: bookingId, currency } = booking;
  const [amount, setAmount] = useState(() => formatAmount(booking.total_minor, currency));
  const [transfer, setTransfer] = useState('');
  const read = readTypedAmount(amount, currency, MARKS);
  const claim = useMutation({
    mutationFn: () =>
      body(
        api.POST('/bookings/{booking_id}/payments', {
          params: { path: { booking_id: bookingId } },
          body: {
            amount: read.ok ? formatAmount(read.value, currency) : amount,
            ...(transfer.trim() ? { transaction_id: transfer.trim() } : {}),
          },
        }),
      ),
    onSettled: () => {
      for (const key of ['bookings', 'booking', 'today']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const problem = claim.error ? asProblem(claim.error) : null;
  return (
    <section className="setting" aria-labelledby="claim">
      <h2 id="claim">I have paid</h2>
      <p className="quiet">Say what you paid and the id of the transfer. The office compares it and tells you.</p>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          claim.mutate();
        }}
      >
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        <Field
          label={`Amount in ${currency}`}
          name="amount"
          value={amount}
          onChange={setAmount}
          inputMode="decimal"
          wrong={read.ok ? null : read.problem}
          problem={problem}
          required
        />
        <Field
          label="Id of the transfer"
          name="transaction_id"
          value={transfer}
          onChange={setTransfer}
          maxLength={100}
          hint="It stands on the receipt of your bank or wallet. Leave it empty if you do not know it."
          problem={problem}
        />
        <Button className="button primary" type="submit" isDisabled={!read.ok || claim.isPending}>
          {claim.isPending ? 'Sending …' : 'Send to the office'}
        </Button>
      </Form>
    </section>
  );
}
