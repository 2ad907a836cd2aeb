import { describe, expect, it } from 'vitest';
import { type AuditedLine, auditDifferences } from './audit.ts';

const line = (externalId: string | null, amountMinor = 100): AuditedLine => ({
  externalId,
  bookedOn: '2026-05-01',
  amountMinor,
  currency: 'EUR',
});
const kinds = (listed: AuditedLine[], held: AuditedLine[]) => auditDifferences(listed, held).map(({ kind }) => kind);

describe('what a provider lists against what is held', () => {
  it('is the same with the same ids, with re-issued ids, and without any', () => {
    expect(kinds([line('1'), line('2')], [line('2'), line('1')])).toEqual([]);
    expect(kinds([line('a')], [line('b')])).toEqual([]);
    expect(kinds([line(null), line(null)], [line('1'), line(null)])).toEqual([]);
  });

  it('names what is missing, what is too much, and what disagrees; twins are two', () => {
    expect(kinds([line('1'), line('2', 300)], [line('1')])).toEqual(['missing']);
    expect(kinds([line('1')], [line('1'), line('9', 5)])).toEqual(['extra']);
    expect(kinds([line('1', 200)], [line('1', 100)])).toEqual(['differs']);
    expect(kinds([line(null), line(null)], [line(null)])).toEqual(['missing']);
    expect(kinds([line('1')], [line('1'), line('2')])).toEqual(['extra']);
  });
});
