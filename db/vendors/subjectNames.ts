import { vendorName } from '../../domain/money/vendorNames.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  'vendor-account': { says: (vendor) => ({ name: `the account at ${vendorName(vendor)}`, person: null }) },
} satisfies Record<string, SubjectNames>;
