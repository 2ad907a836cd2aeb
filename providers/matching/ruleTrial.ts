import { type DryRun, tryRules } from '../../domain/matching/invoices/dryRun.ts';
import type { MatchInput } from '../../domain/matching/invoices/reconcile.ts';
import type { MatchRules } from '../../domain/matching/invoices/schema.ts';

/** What other rules would change. Run in the limited child: rules decide how long it takes. */
export const parse = ({ input, rules }: { input: MatchInput; rules: MatchRules }): DryRun => tryRules(input, rules);
