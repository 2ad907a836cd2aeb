import { useSyncExternalStore } from 'react';
import type { ActionSpec } from './cardSpec.ts';

/** What somebody is typing about a task; it outlives the card, an expired session, a lost race and a reload. */
export interface Draft {
  open: ActionSpec['decision'] | null;
  comment: string;
  /** Why to act against the warnings that are shown. */
  override: string;
  vendorId: string;
  /** What is changed of what is shown: fields of its form (`ChangeForm`). */
  change: Readonly<Partial<Record<string, string>>>;
}
const EMPTY: Draft = {
  open: null,
  comment: '',
  override: '',
  vendorId: '',
  change: {},
};

/** A decision that a reload found unsent. */
export interface Unsent {
  taskId: string;
  subject: string;
  title: string;
  doing: string;
  /** It was on its way to the server: it may have arrived. */
  sending: boolean;
}

/** In this tab only, and only for the person who typed it. */
const PLACE = 'countersign-unsent';
interface Kept {
  userId: string;
  drafts: [string, Draft][];
  unsent: Unsent[];
}

let userId: string | null = null;
let drafts: ReadonlyMap<string, Draft> = new Map();
let onWay: readonly Unsent[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A form that was only opened is nothing to keep. */
const isTyped = ({ open: _open, ...typed }: Draft) => {
  const { open: _none, ...empty } = EMPTY;
  return JSON.stringify(typed) !== JSON.stringify(empty);
};

function keep(): void {
  const typed = [...drafts].filter(([, draft]) => isTyped(draft));
  if (userId === null || (typed.length === 0 && onWay.length === 0)) sessionStorage.removeItem(PLACE);
  else sessionStorage.setItem(PLACE, JSON.stringify({ userId, drafts: typed, unsent: [...onWay] } satisfies Kept));
}
function change(next: ReadonlyMap<string, Draft>): void {
  drafts = next;
  keep();
  for (const listener of listeners) listener();
}

export const useDraft = (taskId: string): Draft => useSyncExternalStore(subscribe, () => drafts.get(taskId) ?? EMPTY);

export function changeDraft(taskId: string, part: Partial<Draft>): void {
  change(new Map(drafts).set(taskId, { ...(drafts.get(taskId) ?? EMPTY), ...part }));
}

export function dropDraft(taskId: string): void {
  change(new Map([...drafts].filter(([id]) => id !== taskId)));
}

/** Notes which decisions are on their way, so that a reload can say what was lost. */
export function noteOnWay(decisions: readonly Unsent[]): void {
  onWay = decisions;
  keep();
}

/** What this person had typed in this tab before it was loaded anew, and the decisions that were not sent. */
export function restoreDrafts(forUserId: string): Unsent[] {
  userId = forUserId;
  let kept: Kept | null = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') as Kept | null;
  } catch {
    // Written by an older page: nothing of it can be used.
  }
  onWay = [];
  const own = kept?.userId === forUserId ? kept : null;
  change(new Map((own?.drafts ?? []).map(([taskId, draft]) => [taskId, { ...EMPTY, ...draft }])));
  return own?.unsent ?? [];
}

/** The next person on this page starts with nothing. */
export function forgetDrafts(): void {
  userId = null;
  onWay = [];
  change(new Map());
}
