import { type WhyOnTop, whyOnTop } from '../../domain/reviews/priority.ts';
import { relativeText } from '../ui/Instant.tsx';
import type { Task } from './decisions.ts';

const at = (instant: string | null) => (instant === null ? null : Date.parse(instant));
type Worth = Pick<Task, 'worth_minor' | 'confidence' | 'expires_at' | 'hold_ends_at' | 'escalated'>;

/** Why a task is on top, each part in words, the most pressing first. */
export function whyText(task: Worth, nowMs: number): { why: WhyOnTop; text: string }[] {
  const words: Record<WhyOnTop, () => string> = {
    escalated: () => 'escalated',
    hold_ends: () => `hold ends ${relativeText(task.hold_ends_at ?? '', nowMs)}`,
    deadline: () => `expires ${relativeText(task.expires_at ?? '', nowMs)}`,
    much_money: () => 'much money',
    no_proposal: () => 'nothing sure is proposed',
    unsure: () => `only ${Math.round((task.confidence ?? 0) * 100)} % sure`,
  };
  return whyOnTop(
    {
      worthMinor: task.worth_minor,
      confidence: task.confidence,
      expiresAtMs: at(task.expires_at),
      holdEndsAtMs: at(task.hold_ends_at),
      escalated: task.escalated,
    },
    nowMs,
  ).map((why) => ({ why, text: words[why]() }));
}

/** How many rows one row stands for; 1 = it is a task of its own. */
export const alikeOf = (task: Task): number => task.alike ?? 1;
