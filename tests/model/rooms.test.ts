import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const importsOf = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export) .*?from '([^']+)';/gms)].map(
        ([, from = '']) => ({ file, from }),
      ),
    );

/** dependency-cruiser checks the imports between rooms in `npm run verify`; this says the same of bookings in the words of their rows. */
describe('[BK-GOAL-02] [BK-GOAL-07] [BK-GOAL-08] [BK-ARCH-02] how bookings are built', () => {
  it('their rules import no adapter, no table and no library of one', () => {
    const found = importsOf('domain/{bookings,matching}/*.ts');
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter(({ from }) => !from.startsWith('.'))).toEqual([]);
    expect(found.filter(({ from }) => /(providers|activities|books|db|api|workflows)\//.test(from))).toEqual([]);
  });

  it('no route imports a client of a vendor: Gmail and WhatsApp are called by activities only', () => {
    const found = importsOf('api/**/*.ts').filter(({ from }) => from.includes('providers/'));
    expect(found.filter(({ from }) => !from.endsWith('/webhook.ts'))).toEqual([]);
    const libraries = importsOf('api/**/*.ts').filter(({ from }) =>
      /^(googleapis|openai|nodemailer|jsforce)/.test(from),
    );
    expect(libraries).toEqual([]);
  });

  it('verification, mailbox, notification and booking each have their activities, and the rules they need', () => {
    for (const file of [
      'domain/bookings/matching.ts',
      'activities/bookings/matchPayments.ts',
      'domain/bookings/paymentMail.ts',
      'activities/mailbox/readPaymentMails.ts',
      'activities/notifications/deliverNotifications.ts',
      'domain/bookings/states.ts',
      'activities/bookings/advanceBooking.ts',
    ])
      expect(existsSync(join(root, file)), file).toBe(true);
  });

  it('what an activity needs is handed to it: none opens a database or reads the environment', () => {
    const sources = globSync('{activities,api}/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
    expect(
      sources.filter((file) =>
        /openDatabase\(|process\.env\.(?!COUNTERSIGN_DEBUG_ERRORS)/.test(readFileSync(join(root, file), 'utf8')),
      ),
    ).toEqual([]);
  });
});
