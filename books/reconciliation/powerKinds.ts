import { z } from 'zod';
import { modelNow } from '../../db/reconciliation/models.ts';
import { rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { matchRulesSchema } from '../../domain/matching/invoices/schema.ts';
import { stale } from '../identity/stale.ts';
import type { PowerKind } from '../slice.ts';
import { rulesOf, writeRules } from './changeInstance.ts';
import { lockRules, writeRules as writeRulesOf } from './changeRules.ts';
import { lockModels, writeChoice } from './keepModel.ts';
import { lockInstance } from './moveInstance.ts';

/** As it was asked for; the rows of requests keep it as JSON. */
const rulesSchema = z.object({
  autoThreshold: z.int(),
  reviewThreshold: z.int(),
  autoApprove: z.boolean(),
  autoLimitMinor: z.int().nullable(),
});

const modelChoiceSchema = z.object({ version: z.int() });

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
  matching_model: {
    /** The version that was asked for scores from the next run on, unless another was chosen meanwhile. */
    async apply(tx, change, by) {
      await lockModels(tx, change.tenantId);
      const after = modelChoiceSchema.safeParse(change.after);
      if (!after.success || change.before?.version !== (await modelNow(tx)).version) throw stale();
      await writeChoice(tx, change.tenantId, after.data.version, by);
    },
  },
} satisfies Record<string, PowerKind>;
