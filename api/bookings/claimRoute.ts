import { z } from 'zod';
import { submitPayment } from '../../books/bookings/submitPayment.ts';
import { ownBooking } from '../../db/bookings/bookings.ts';
import { phoneOf } from '../../db/bookings/paymentFacts.ts';
import { isAmountOf, isNumberOf, transactionIdOf } from '../../domain/bookings/transactionId.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { parseAmount } from '../../domain/money/money.ts';
import { defineRoute } from '../http/route.ts';
import { freeFields, plainText } from '../http/text.ts';
import { paymentJson, paymentSchema } from './bookingJson.ts';
import { amount, type BookingRouteDeps, bookingIdParam, onlyOwn, typedPhone } from './fields.ts';
import { readPhone } from './readPhone.ts';

/** Digits of an amount in minor units; AMOUNT_OUT_OF_RANGE when it is none, is zero, or is more than anybody pays. */
function claimedMinor(value: number | string, currency: string, maximumAmount: number): number {
  let amountMinor = 0;
  try {
    amountMinor = parseAmount(value, currency);
  } catch {
    throw new CodedError('AMOUNT_OUT_OF_RANGE', `amount: not an amount in ${currency}`);
  }
  if (amountMinor <= 0 || amountMinor > parseAmount(maximumAmount, currency))
    throw new CodedError('AMOUNT_OUT_OF_RANGE', `amount: more than 0, at most ${maximumAmount} ${currency}`);
  return amountMinor;
}

const claimBody = z.strictObject({
  amount,
  screenshot_url: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  screenshot_data: freeFields(16_384).optional(),
  transaction_id: z
    .string()
    .max(100)
    .transform(transactionIdOf)
    .optional()
    .describe('Id of the transfer at the provider; a placeholder such as N/A is as good as none'),
  sender_name: plainText(100).optional(),
  sender_phone: typedPhone.optional(),
});

/** A customer says that a booking was paid. */
export const claimRoute = ({ db, cipher, bookings: defaults, rateLimits, paymentTries }: BookingRouteDeps) =>
  defineRoute({
    method: 'post',
    path: '/bookings/:booking_id/payments',
    area: 'bookings',
    summary: 'Say that a booking was paid, with a screenshot; it waits for a person from then on',
    access: 'user',
    idempotent: true,
    params: bookingIdParam,
    body: claimBody,
    responses: { 201: { description: 'The payment', schema: paymentSchema } },
    errors: [
      'BOOKING_NOT_FOUND',
      'BOOKING_EXPIRED',
      'INVALID_BOOKING_STATUS',
      'DUPLICATE_PAYMENT',
      'TOO_MANY_CLAIMS',
      'AMOUNT_OUT_OF_RANGE',
    ],
    example: {
      amount: 5000.0,
      screenshot_url: 'https://example.com/screenshot.jpg',
      transaction_id: 'TXN123456',
      sender_name: 'John Doe',
    },
    async handle(context, principal, { params, body }) {
      if (paymentTries) await rateLimits.take({ bucket: `payments:${principal.actor}`, policy: paymentTries });
      const payment = await db.withTenant(principal.tenantId, async (tx) => {
        const booking = await ownBooking(tx, params.booking_id, onlyOwn(principal));
        const customerPhone = phoneOf(cipher, booking.tenantId, 'bookings', 'customer_phone');
        const phones = [body.sender_phone, customerPhone(booking.id, booking.customerPhone)];
        const amountMinor = claimedMinor(body.amount, booking.currency, defaults.maximumAmount);
        const amounts = [amountMinor, booking.totalMinor].map((minor) => ({
          amountMinor: minor,
          currency: booking.currency,
        }));
        const id = body.transaction_id ?? null;
        const isNumber = id !== null && (isNumberOf(id, phones) || isAmountOf(id, amounts));
        const senderPhone = await readPhone(tx, defaults, 'sender_phone', body.sender_phone ?? null);
        return submitPayment(
          tx,
          cipher,
          booking,
          {
            source: 'screenshot',
            amountMinor,
            transactionId: isNumber ? null : id,
            senderName: body.sender_name || null,
            senderPhone,
            screenshotUrl: body.screenshot_url ?? null,
            screenshotData: body.screenshot_data ?? null,
          },
          {
            actor: principal.actor,
            requestId: context.requestId,
            idsPerDay: onlyOwn(principal) ? defaults.claimIdsPerDay : null,
          },
        );
      });
      return { status: 201, body: paymentJson(cipher, payment) };
    },
  });
