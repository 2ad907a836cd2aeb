import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openProofWorld, type ProofWorld } from './proofWorld.ts';

let world: ProofWorld;
beforeAll(async () => {
  world = await openProofWorld(inject('embeddedUrl'));
});
afterAll(() => world.stop());

describe('the proof of a tenant whose sides agree', () => {
  it('agrees, and every cent is in one place', async () => {
    const proof = await world.proof();
    expect(proof?.findings.filter(({ kind }) => kind !== 'invoice_waits')).toEqual([]);
  });
});
