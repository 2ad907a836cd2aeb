import { describe, expect, it } from 'vitest';
import { ASK_REASONS, MISMATCH_REASONS, NOT_AUTO_REASONS, WAIT_REASONS } from './reasons.ts';

describe('reasons that a person reads', () => {
  it('each has a sentence of its own, and no list shares a code with another', () => {
    const lists = [WAIT_REASONS, MISMATCH_REASONS, ASK_REASONS, NOT_AUTO_REASONS].map((list) => Object.entries(list));
    const all = lists.flat();
    expect(new Set(all.map(([code]) => code)).size).toBe(all.length);
    expect(new Set(all.map(([, words]) => words)).size).toBe(all.length);
    for (const [code, words] of all) {
      expect(words, code).toMatch(/^[A-Z][^_]+[^.]$/);
      expect(words, code).not.toMatch(/null|undefined|minor/);
    }
  });
});
