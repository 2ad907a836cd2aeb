import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bookings, openBookings } from '../../system/bookingDesk.ts';
import { type Inbox, openInbox } from '../../system/mailDesk.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { cardOf, missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
const unique = (name: string) => `${name}-7${Math.random().toString(36).slice(2, 10).toUpperCase()}`;
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
    await page.getByRole('row').filter({ hasText: booking.booking_id }).getByRole('link').click();
    await page.getByText('+923001234567').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the decision' }).click();
    await cardOf(page, booking.booking_id).waitFor();
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

  it('a forged payment: the warning in red first, to put it aside is the first button, and linking needs a reason', async () => {
    await inbox.mode('hybrid');
    const price = 63_000 + Math.floor(Math.random() * 1_000);
    const booking = await office.book(await office.property(unique('Farm'), price));
    const transaction = unique('FORGED');
    await inbox.pay({ amount: `Rs. ${price}.00`, transactionId: transaction }, { results: [] });
    await inbox.read();
    const task = await desk.world.task(transaction, 'unmatched_payment');
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), `reviews/${task.task_id}`);
    await page
      .getByRole('region', { name: 'Warnings' })
      .getByText(/comes from the payment provider/)
      .waitFor();
    const buttons = page.locator('.actions .button');
    await buttons.first().waitFor();
    expect(await buttons.first().textContent()).toContain('Put aside');
    expect(await page.locator('.actions .button.primary').allTextContents()).toEqual([
      expect.stringContaining('Put aside'),
    ]);
    const order = await page.evaluate<number>(
      `document.querySelector('.warnings').compareDocumentPosition(document.querySelector('.actions'))`,
    );
    expect(order & 4).toBe(4);
    await page.getByRole('button', { name: /^Link to a booking/ }).click();
    const link = page.getByRole('button', { name: /^Link to a booking/ });
    await page.getByLabel('Booking', { exact: true }).fill(booking.booking_id);
    expect(await link.isDisabled()).toBe(true);
    const reason = page.getByLabel(/^Why it is right all the same/);
    await reason.fill('too short');
    expect(await link.isDisabled()).toBe(true);
    await page.getByText(/1 more character:/).waitFor();
    await reason.fill('the bank statement of today shows it');
    expect(await link.isDisabled()).toBe(false);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('a tie shows what differs, a duplicate what it doubles', async () => {
    await inbox.mode('hybrid');
    const price = 64_000 + Math.floor(Math.random() * 1_000);
    const [lake, hill] = [await office.property(unique('Lake'), price), await office.property(unique('Hill'), price)];
    const tied = [await office.book(lake), await office.book(hill)];
    const transaction = unique('TIED');
    await inbox.pay({ amount: `Rs. ${price}.00`, transactionId: transaction });
    await inbox.read();
    const tie = await desk.world.task(transaction, 'unmatched_payment');
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), `reviews/${tie.task_id}`);
    const differs = page.getByRole('region', { name: 'In what these bookings differ' });
    await differs.waitFor();
    for (const booking of tied) await differs.getByRole('link', { name: booking.booking_id }).waitFor();
    expect(await differs.getByRole('columnheader').allTextContents()).toContain('Place');
    expect(await differs.getByRole('columnheader').allTextContents()).not.toContain('Costs');
    const cost = price + 2_000;
    const paid = await office.book(await office.property(unique('Once'), cost));
    const twice = unique('TWICE');
    await inbox.pay({ amount: `Rs. ${cost}.00`, transactionId: twice });
    await inbox.read();
    await office.until(paid.booking_id, 'Confirmed');
    await inbox.pay({ amount: `Rs. ${cost}.00`, transactionId: twice, name: 'Somebody Else' });
    await inbox.read();
    const second = await desk.world.task(twice, 'unmatched_payment');
    await page.goto(`${desk.url}reviews/${second.task_id}`);
    const doubled = page.getByRole('region', { name: /^Counted before/ });
    await doubled.getByRole('link', { name: paid.booking_id }).waitFor();
    await context.close();
  });
});
