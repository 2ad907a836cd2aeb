import { describe, expect, it } from 'vitest';
import type { CommandState } from './command.ts';
import { judgeRefund } from './reconcile.ts';

type Command = NonNullable<Parameters<typeof judgeRefund>[1]>;
type Refund = Parameters<typeof judgeRefund>[0];
const REFUND: Refund = { refundId: 're_1', amountMinor: 4_500, currency: 'USD', state: 'succeeded' };
const COMMAND: Command = {
  state: 'applied',
  vendorId: 're_1',
  amountMinor: 4_500,
  currency: 'USD',
  failedLaterAt: null,
};
const judge = (refund: Partial<Refund>, command: Partial<Command> | null, phases: string[] = ['posted', 'settled']) =>
  judgeRefund({ ...REFUND, ...refund }, command === null ? undefined : { ...COMMAND, ...command }, phases);
const suspicious = (problem: string) => ({ kind: 'suspicious', problem });

describe('a refund at the vendor beside the books', () => {
  it('that the books have, to the last unit, with both entries, is fine', () => {
    expect(judge({}, {})).toEqual({ kind: 'fine' });
  });

  it('that nobody commanded is suspicious, unless it failed and moved no money', () => {
    for (const state of ['open', 'succeeded'] as const)
      expect(judge({ state }, null), state).toEqual(suspicious('no_command'));
    expect(judge({ state: 'failed' }, null)).toEqual({ kind: 'fine' });
  });

  it('whose command is still on its way is left to it, whatever the refund says', () => {
    for (const state of ['attempting', 'unknown'] as const)
      for (const refund of ['open', 'succeeded', 'failed'] as const)
        expect(judge({ state: refund, amountMinor: 9 }, { state, vendorId: null }, []), `${state} ${refund}`).toEqual({
          kind: 'fine',
        });
  });

  it.each<[CommandState]>([['intended'], ['refused']])(
    'that exists though its command is %s is suspicious',
    (state) => {
      expect(judge({}, { state })).toEqual(suspicious('no_command'));
      expect(judge({}, { state, vendorId: null })).toEqual(suspicious('no_command'));
    },
  );

  it('that is another one than the command made is suspicious: a second payment under one key', () => {
    expect(judge({ refundId: 're_2' }, {})).toEqual(suspicious('no_command'));
    expect(judge({ refundId: 're_2', state: 'failed' }, {}), 'a failed one moved nothing').toEqual({ kind: 'fine' });
  });

  it('of one unit more, one less or another currency is suspicious', () => {
    expect(judge({ amountMinor: 4_501 }, {})).toEqual(suspicious('amount_differs'));
    expect(judge({ amountMinor: 4_499 }, {})).toEqual(suspicious('amount_differs'));
    expect(judge({ currency: 'EUR' }, {})).toEqual(suspicious('amount_differs'));
    expect(judge({ amountMinor: 4_501, state: 'failed' }, {}), 'it must have been that amount that came back').toEqual(
      suspicious('amount_differs'),
    );
  });

  it('that came back is said once', () => {
    expect(judge({ state: 'failed' }, {})).toEqual({ kind: 'came_back' });
    expect(judge({ state: 'failed' }, { failedLaterAt: new Date(0) })).toEqual({ kind: 'fine' });
    expect(judge({ state: 'failed' }, { state: 'refused' }), 'the books know that it was not made').toEqual({
      kind: 'fine',
    });
  });

  it('without its entry in the ledger is suspicious; with the first alone it is settled once it succeeded', () => {
    expect(judge({}, {}, [])).toEqual(suspicious('ledger_missing'));
    expect(judge({}, {}, ['settled'])).toEqual(suspicious('ledger_missing'));
    expect(judge({}, {}, ['posted'])).toEqual({ kind: 'settle' });
    expect(judge({ state: 'open' }, {}, ['posted'])).toEqual({ kind: 'fine' });
  });
});
