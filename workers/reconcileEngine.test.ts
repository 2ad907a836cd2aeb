import { ServiceError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { askedAgain } from './reconcileEngine.ts';

const answer = (code: number) => Object.assign(new Error(`gRPC ${code}`), { code });

/** As the SDK's schedule client tells it: what the server answered is the cause. */
const wrapped = (code: number) => new ServiceError('Failed to update schedule', { cause: answer(code) });

/** What is asked answers with these codes first, and then well. */
function server(codes: readonly number[], told: (code: number) => Error = answer) {
  const left = [...codes];
  let asked = 0;
  return {
    asked: () => asked,
    ask: async () => {
      asked += 1;
      const code = left.shift();
      if (code !== undefined) throw told(code);
      return 'done';
    },
  };
}

describe('[W-26] what a worker asks of the engine when it starts', () => {
  it('is asked again while the engine is busy: late, without capacity, not there', async () => {
    const { ask, asked } = server([4, 8, 14]);
    await expect(askedAgain(ask, 1)).resolves.toBe('done');
    expect(asked()).toBe(4);
  });

  it('is asked again also where the client tells the answer as the cause of its own error', async () => {
    const { ask, asked } = server([4, 8, 14], wrapped);
    await expect(askedAgain(ask, 1)).resolves.toBe('done');
    expect(asked()).toBe(4);
  });

  it('fails with the last answer when the engine stays busy', async () => {
    const { ask, asked } = server([4, 4, 4, 4, 14, 4]);
    await expect(askedAgain(ask, 1)).rejects.toThrow('gRPC 14');
    expect(asked()).toBe(5);
  });

  it('fails at once when the engine refuses', async () => {
    const { ask, asked } = server([7]);
    await expect(askedAgain(ask, 1)).rejects.toThrow('gRPC 7');
    expect(asked()).toBe(1);
    const other = server([7], wrapped);
    await expect(askedAgain(other.ask, 1)).rejects.toThrow('Failed to update schedule');
    expect(other.asked()).toBe(1);
  });
});
