import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSED, paymentMail, paymentText } from '../../cli/bookings/paymentMail.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { hostileMails } from '../../tests/model/hostileMail.ts';
import type { MailInput, ReadMail } from '../gmail/mailParser.ts';
import { createLimitedChild, type LimitedChild } from './limitedChild.ts';
import { ENDED_FOR, PARSE_LIMITS, type ParseLimits } from './limits.ts';

const rules = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };
const provider = { email: 'nayapay@example.com', trusted: 'mx.google.com', domains: [] };
const input = (raw: string): MailInput => ({ raw: Buffer.from(raw, 'latin1'), rules, provider });
const good = paymentMail({ text: paymentText({ amount: 'Rs. 5,000.00', transactionId: 'T1' }), results: [PASSED] });

let child: LimitedChild;
beforeAll(() => {
  child = createLimitedChild(2);
});
afterAll(() => child.close());

const read = (raw: string): Promise<ReadMail | string> =>
  child.parse('mail', input(raw)).catch((error: unknown) => {
    if (error instanceof ParseRefused) return error.reason;
    throw error;
  });

describe('foreign bytes are parsed in a limited child', () => {
  it('a good mail is read, and the same child reads the next', async () => {
    expect(await read(good)).toMatchObject({ parsed: { payment: { amountMinor: 500_000, transactionId: 'T1' } } });
    const pids = child.pids();
    expect(await read(good)).toMatchObject({ proof: { authenticated: true } });
    expect(child.pids()).toEqual(pids);
  });

  it.each(hostileMails())(
    '$name: refused or read, within its bounds, and a good mail beside it is read',
    async ({ raw, reason }) => {
      const [bad, beside] = await Promise.all([read(raw), read(good)]);
      expect(beside).toMatchObject({ parsed: { kind: 'payment' } });
      if (reason) expect(bad).toBe(reason);
      else if (typeof bad === 'string') expect(bad).toMatch(/^[a-z_]+$/);
      // What is read can be stored: no NUL, no half of a surrogate pair, and no more than was agreed.
      else {
        const stored = JSON.stringify(bad);
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(stored.length).toBeLessThan(2_000_000);
      }
      expect(await read(good)).toMatchObject({ parsed: { kind: 'payment' } });
    },
  );
});

describe('what an item may cost', () => {
  const bigCell = hostileMails().find(({ name }) => name.includes('by a character reference'))?.raw ?? '';
  /** Reads `raw` under other limits, and a good mail after it. */
  async function under(over: Partial<ParseLimits>, raw: string) {
    const limited = createLimitedChild(1, { ...PARSE_LIMITS, ...over });
    try {
      return await limited.parse('mail', input(raw)).then(
        () => 'read',
        (error: unknown) => (error instanceof ParseRefused ? error.reason : 'threw'),
      );
    } finally {
      limited.close();
    }
  }

  it('a limit that is passed has its own reason, and without the limit the mail is read', async () => {
    expect(await under({}, good)).toBe('read');
    expect(await under({ memoryMb: 20 }, good)).toBe('too_much_memory');
    expect(await under({ cpuMs: 0 }, good)).toBe('too_slow');
    expect(await under({ wallMs: 1 }, good)).toBe('too_slow');
    expect(await under({ outputChars: 20 }, good)).toBe('too_much_output');
    // What no check before sees is met by the heap, or by the time.
    // On a busy machine time is passed first, so it has no bound where memory is meant.
    const untimed = { wallMs: 240_000 };
    expect(await under(untimed, bigCell)).toBe('too_much_memory');
    expect(await under({ heapMb: 8_000, memoryMb: 8_000, cpuMs: 100 }, bigCell)).toBe('too_slow');
    expect(await under({ ...untimed, heapMb: 8_000, memoryMb: 250 }, bigCell)).toBe('too_much_memory');
  });

  it('a child that somebody else ends takes no item along; a used one is replaced', async () => {
    const limited = createLimitedChild(1, { ...PARSE_LIMITS, itemsPerChild: 3 });
    const parsed = () => limited.parse('mail', input(good));
    await parsed();
    const [first = 0] = limited.pids();
    const waiting = Promise.all([parsed(), parsed()]);
    process.kill(first, 'SIGKILL');
    expect(await waiting).toMatchObject([{ parsed: { kind: 'payment' } }, { parsed: { kind: 'payment' } }]);
    const [second] = limited.pids();
    expect(second).not.toBe(first);
    await Promise.all([parsed(), parsed(), parsed()]);
    expect(limited.pids()).not.toContain(second);
    limited.close();
  });

  it('memory that earlier items left is not blamed on an ordinary one: it is read in a fresh child', async () => {
    const limited = createLimitedChild(1);
    const parsed = () => limited.parse('mail', input(good));
    await parsed();
    const [used = 0] = limited.pids();
    const second = parsed();
    process.kill(used, ENDED_FOR.memory);
    expect(await second).toMatchObject({ parsed: { kind: 'payment' } });
    expect(limited.pids()).not.toContain(used);
    limited.close();
    // An item that fills a child of its own is refused.
    expect(await under({ memoryMb: 20 }, good)).toBe('too_much_memory');
  });

  it.runIf(process.platform === 'linux')('the child has nothing of the environment', async () => {
    await read(good);
    const [pid] = child.pids();
    expect(readFileSync(`/proc/self/environ`, 'utf8')).toContain('PATH=');
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('PATH=');
  });
});
