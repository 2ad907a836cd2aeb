import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bookings, openBookings } from '../system/bookingDesk.ts';
import { type Inbox, openInbox } from '../system/mailDesk.ts';
import { violations } from './axe.ts';
import { newContext, signedIn } from './browser.ts';
import { missingBrowser, openDesk } from './desk.ts';

const desk = openDesk();
const unique = (name: string) => `${name}-${Math.random().toString(36).slice(2, 10).toUpperCase()}`;
let office: Bookings;
let inbox: Inbox;

beforeAll(async () => {
  if (missingBrowser) return;
  office = await openBookings(desk.world);
  inbox = await openInbox(desk.world, office, `${unique('console').toLowerCase()}@countersign.example`);
  await inbox.connect();
});
afterAll(async () => {
  if (!missingBrowser) await inbox.mode(null);
});

describe.skipIf(missingBrowser !== null)('[BK-MODE-05] bookings in a real Chromium', () => {
  it('an admin opens the list, a booking and its decision, sees what proves the mail, and confirms it', async () => {
    await inbox.mode('manual');
    const price = 61_000 + Math.floor(Math.random() * 1_000);
    const booking = await office.book(await office.property(unique('Farm'), price), {
      customer: { name: 'John Doe', phone: '+923001234567' },
    });
    await inbox.pay({ amount: `Rs. ${price}.00`, transactionId: unique('TXN'), name: 'John Doe' });
    await inbox.read();
    await office.until(booking.booking_id, 'Waiting');
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'bookings?status=Waiting');
    await page.getByRole('link', { name: booking.booking_id }).click();
    await page.getByText('+923001234567').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the decision' }).click();
    await page.getByRole('heading', { name: booking.booking_id }).waitFor();
    await page.getByText('mx.google.com').waitFor();
    expect(await page.locator('mark').allTextContents()).toContain(`Rs. ${price}.00`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Confirm the booking/ }).click();
    await office.until(booking.booking_id, 'Confirmed');
    await context.close();
  });

  it('rejects with a reason, and the customer gets a new window', async () => {
    await inbox.mode('manual');
    const booking = await office.book(await office.property(unique('Farm')));
    await office.claim(booking.booking_id, { amount: 4500 });
    const task = await desk.world.task(booking.booking_id, 'booking_payment');
    const context = await newContext(desk.browser, { dark: true });
    const page = await signedIn(context, desk.url, desk.login('admin'), `reviews/${task.task_id}`);
    await page.getByRole('button', { name: /^Reject/ }).click();
    await page.getByLabel('Reason').fill('Expected 5000, received 4500');
    await page.getByRole('button', { name: /^Reject/ }).click();
    expect(await office.until(booking.booking_id, 'Pending')).toMatchObject({
      rejection_reason: 'Expected 5000, received 4500',
    });
    await context.close();
  });

  it('links an unmatched payment to the booking that was meant, from a list of what was found', async () => {
    await inbox.mode('hybrid');
    const price = 62_000 + Math.floor(Math.random() * 1_000);
    const farm = await office.property(unique('Farm'), price);
    const [first] = [await office.book(farm), await office.book(farm)];
    const transaction = unique('TIED');
    await inbox.pay({ amount: `Rs. ${price}.00`, transactionId: transaction });
    await inbox.read();
    await desk.world.task(transaction, 'unmatched_payment');
    const context = await newContext(desk.browser, { width: 380, height: 800 });
    const page = await signedIn(context, desk.url, desk.login('admin'), 'unmatched-payments');
    await page.getByRole('row').filter({ hasText: transaction }).getByRole('link', { name: 'Decide' }).click();
    await page.getByRole('button', { name: /^Link to a booking/ }).click();
    await page.getByLabel('Found').selectOption(first.booking_id);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Link to a booking/ }).click();
    expect(await office.until(first.booking_id, 'Confirmed')).toMatchObject({ verification_method: 'manual_admin' });
    await context.close();
  });
});
