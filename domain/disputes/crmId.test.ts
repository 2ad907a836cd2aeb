import { describe, expect, it } from 'vitest';
import { canonicalCrmId, crmIdForms, isSameCrmRecord } from './crmId.ts';

describe('ids of CRM records', () => {
  it('names the same record by 15 and by 18 letters, with the published checksum', () => {
    for (const [short, long] of [
      ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
      ['0015000000Gv7qJ', '0015000000Gv7qJAAR'],
      ['500D0000002L9kQ', '500D0000002L9kQIAS'],
    ] as const) {
      expect(canonicalCrmId(short)).toBe(long);
      expect(isSameCrmRecord(short, long)).toBe(true);
      expect(isSameCrmRecord(long.toLowerCase(), short)).toBe(true);
      expect(isSameCrmRecord(long.toUpperCase(), long)).toBe(true);
    }
  });

  it('keeps apart what differs: the case of 15 letters, a wrong checksum, other records', () => {
    expect(isSameCrmRecord('001A0000006Vm9r', '001a0000006vm9r')).toBe(false);
    expect(isSameCrmRecord('001A0000006Vm9r', '001A0000006Vm9rAAA')).toBe(false);
    expect(isSameCrmRecord('001A0000006Vm9r', '001A0000006Vm9s')).toBe(false);
    expect(isSameCrmRecord('001A0000006Vm9rIAC', '001A0000006Vm9sIAC')).toBe(false);
  });

  it('leaves ids of other systems alone', () => {
    for (const id of ['ACC-1', 'ACC-001-DEMO-67890', 'cus_NffrFeUfNV2Hib', '', '001A000000', 'averyveryverylo'])
      expect(canonicalCrmId(id)).toBe(id);
    expect(isSameCrmRecord('ACC-1', 'acc-1')).toBe(false);
  });

  it('knows every form under which another system may have kept a record', () => {
    expect(crmIdForms('001A0000006Vm9r')).toEqual(['001A0000006Vm9r', '001A0000006Vm9rIAC']);
    expect(crmIdForms('001A0000006Vm9rIAC')).toEqual(['001A0000006Vm9rIAC', '001A0000006Vm9r']);
    expect(crmIdForms('ACC-1')).toEqual(['ACC-1']);
  });
});
