import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { type CollectDeps, readVendor } from './readVendor.ts';

export const fetchCrmCase =
  ({ db, crm }: Pick<CollectDeps, 'db' | 'crm'>): DisputeActivities['integrations']['fetchCrmCase'] =>
  async (wanted) => {
    const reader = await crm(wanted.tenantId);
    const { mock, account } = reader;
    await readVendor(db, wanted, { column: 'crmData', mock, account }, () => reader.fetchCase(wanted.caseId));
  };
