import type { ActionSpec } from './cardSpec.ts';
import { valueAt } from './cardSpec.ts';
import type { TaskDetail } from './decisions.ts';
import { REVIEW_KINDS } from './kinds.ts';

export interface Warning {
  code: string;
  text: string;
}

/** Bounds of the reason for acting against a warning; the API holds the same. */
export const REASON = { minimum: 10, maximum: 1_000 } as const;

/** What speaks against acting, as the task's own snapshot says; one that was opened for a bad reason always says it. */
export function warningsOf({ kind, shown }: Pick<TaskDetail, 'kind' | 'shown'>): Warning[] {
  const own = valueAt(shown, 'warnings');
  const listed = Array.isArray(own) ? (own as Warning[]) : [];
  const reason = valueAt(shown, 'reason');
  const against = REVIEW_KINDS[kind]?.speaksAgainst ?? {};
  const text = typeof reason === 'string' && Object.hasOwn(against, reason) ? against[reason] : undefined;
  return listed.length > 0 || !text ? listed : [{ code: String(reason), text }];
}

/** Whether an action does something with what is shown. */
export const acts = ({ decision }: ActionSpec): boolean =>
  decision !== 'rejected' && decision !== 'retry' && decision !== 'escalated';
