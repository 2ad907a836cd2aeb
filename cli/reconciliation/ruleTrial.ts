import { CodedError } from '../../domain/errors/codes.ts';
import type { DryRun } from '../../domain/matching/invoices/dryRun.ts';
import type { MatchInput } from '../../domain/matching/invoices/reconcile.ts';
import type { MatchRules } from '../../domain/matching/invoices/schema.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { ChildUnavailable, createLimitedChild } from '../../providers/parsing/limitedChild.ts';
import { PARSE_LIMITS } from '../../providers/parsing/limits.ts';

/** A dry run over what a busy tenant has open takes a second or two. */
const LIMITS = { ...PARSE_LIMITS, cpuMs: 20_000, wallMs: 50_000, heapMb: 512, memoryMb: 900, outputChars: 32_000_000 };

/**
 * Tries rules beside the process that answers requests: how long that takes is up to whoever wrote them. Throws RULES_TOO_COSTLY,
 * RATE_LIMITED.
 */
export function createRuleTrial(limits = LIMITS) {
  const child = createLimitedChild(1, limits);
  return {
    async tryRules(input: MatchInput, rules: MatchRules): Promise<DryRun> {
      try {
        return await child.parse('rules', { input, rules });
      } catch (error) {
        if (error instanceof ChildUnavailable) throw new CodedError('RATE_LIMITED');
        throw error instanceof ParseRefused ? new CodedError('RULES_TOO_COSTLY') : error;
      }
    },
    close: () => child.close(),
  };
}
