import { describe, expect, it } from 'vitest';
import { askedAgain } from './reconcileEngine.ts';

const answer = (code: number) => Object.assign(new Error(`gRPC ${code}`), { code });

/** What is asked answers with these codes first, and then well. */
function server(codes: readonly number[]) {
  const left = [...codes];
  let asked = 0;
  return {
    asked: () => asked,
    ask: async () => {
      asked += 1;
      const code = left.shift();
      if (code !== undefined) throw answer(code);
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

  it('fails with the last answer when the engine stays busy', async () => {
    const { ask, asked } = server([4, 4, 4, 4, 14, 4]);
    await expect(askedAgain(ask, 1)).rejects.toThrow('gRPC 14');
    expect(asked()).toBe(5);
  });

  it('fails at once when the engine refuses', async () => {
    const { ask, asked } = server([7]);
    await expect(askedAgain(ask, 1)).rejects.toThrow('gRPC 7');
    expect(asked()).toBe(1);
  });
});
