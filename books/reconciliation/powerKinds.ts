import { z } from 'zod';
import { rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { matchRulesSchema } from '../../domain/matching/invoices/schema.ts';
import { stale } from '../identity/stale.ts';
import type { PowerKind } from '../slice.ts';
import { rulesOf, writeRules } from './changeInstance.ts';
import { lockRules, writeRules as writeRulesOf } from './changeRules.ts';
import { lockInstance } from './moveInstance.ts';

/** As it was asked for; the rows of requests keep it as JSON. */
const rulesSchema = z.object({
  autoThreshold: z.int(),
  reviewThreshold: z.int(),
  autoApprove: z.boolean(),
  autoLimitMinor: z.int().nullable(),
});

export const powerKinds = {
  whmcs_instance: {
    /** The rules that were asked for hold from now on, unless others were written meanwhile. */
    async apply(tx, change, by) {
      const before = await lockInstance(tx, change.subject.slice('whmcs-instance:'.length));
      const [had, wanted] = [rulesSchema.safeParse(change.before), rulesSchema.safeParse(change.after)];
      const same = had.success && JSON.stringify(had.data) === JSON.stringify(rulesOf(before));
      if (!wanted.success || !same || before.status === 'disconnected') throw stale();
      await writeRules(tx, before, wanted.data, by);
    },
  },
  matching_rules: {
    /** The rules that were asked for hold from the next run on, unless others were written meanwhile. */
    async apply(tx, change, by) {
      await lockRules(tx, change.tenantId);
      const body = matchRulesSchema.safeParse(change.after);
      if (!body.success || change.before?.version !== (await rulesNow(tx)).version) throw stale();
      await writeRulesOf(tx, change.tenantId, body.data, by);
    },
  },
} satisfies Record<string, PowerKind>;
