import type { ActionEntry, ReviewAction, ReviewKindEntry } from '../../domain/reviews/actions.ts';

/**
 * What a decision card shows and asks, per kind of review task. Data only: a new kind is an entry here, not a screen.
 * Paths name a place in what was shown (`GET /reviews/{task_id}`, field `shown`).
 */
export interface Fact {
  label: string;
  path: string;
  /** `link`: a link to it, at the address `to`; `code`: an id, exactly as it is; `words`: one of our names; `share`: 0 to 1; `percent`: 0 to 100. */
  as?: 'text' | 'money' | 'share' | 'percent' | 'instant' | 'code' | 'words' | 'day' | 'link';
  /** The page that the value is opened on, e.g. `/runs`; or a search for it, e.g. `/reviews?search=`. */
  to?: string;
  /** Takes the whole width. */
  wide?: boolean;
  /** Where the currency of an amount stands, when it is not `currency` at the top. */
  currency?: string;
}

/** One line of a comparison: a fact of either side. */
export interface Compared {
  label: string;
  left: string;
  right: string;
  as?: Fact['as'];
  leftCurrency?: string;
  rightCurrency?: string;
  /** Whether the two must be the same; else they only stand beside each other. */
  same: boolean;
}

export type Section =
  | { title: string; show: 'facts'; facts: readonly Fact[] }
  | { title: string; show: 'text'; path: string }
  /** Lines with a marked part: `{field, line, from, to}`. */
  | { title: string; show: 'lines'; path: string }
  /** Texts under their titles, e.g. clauses; `text` may be missing on cards of before. */
  | { title: string; show: 'quotes'; path: string; name: string; text: string; empty: string }
  /** Two things side by side, line by line; what differs is marked. */
  | { title: string; show: 'compare'; left: string; right: string; lines: readonly Compared[] }
  | {
      title: string;
      show: 'table';
      path: string;
      columns: readonly Fact[];
      empty: string;
      hideEmpty?: boolean;
      /** What more is known of a row: opened beside the card, under the value of `name`. */
      opens?: { name: string; facts: readonly Fact[] };
    }
  /** Rows side by side: only the columns in which they differ. */
  | { title: string; show: 'differences'; path: string; name: Fact; columns: readonly Fact[] };

/** How the desk says an action. */
export interface ActionWords {
  label: string;
  /** Present while it waits to be sent, e.g. `Approving`. */
  doing: string;
  key: string;
  tone: 'primary' | 'danger' | 'plain';
}
/** An action with what it needs, of its kind's table, and how it is said. */
export interface ActionSpec extends ActionWords, ActionEntry {
  decision: ReviewAction | 'escalated';
}

export interface KindSpec {
  name: string;
  /** What moves no money and can be changed later: the first button of a task that shows warnings. */
  safe: ActionSpec['decision'];
  /** What the reason that a task was opened for says against acting, where it does. */
  speaksAgainst?: Readonly<Record<string, string>>;
  /** Its run asks a model, which costs. */
  asksModel?: boolean;
  sections: readonly Section[];
  actions: readonly ActionSpec[];
}

/** The task stays open and goes to somebody else. */
const HAND_ON: ActionSpec = {
  decision: 'escalated',
  label: 'Escalate',
  doing: 'Handing on',
  key: 's',
  tone: 'plain',
  needs: 'reason',
  when: 'always',
};

/** How most kinds say that what is shown is refused. */
export const REJECT: ActionWords = { label: 'Reject', doing: 'Rejecting', key: 'r', tone: 'danger' };

/** The card of a kind: its name and actions as the kind's table has them, in the order in which they are given words here. */
export function cardOf<Kind extends ReviewKindEntry>(
  kind: Kind,
  {
    words,
    ...card
  }: Omit<KindSpec, 'name' | 'actions'> & { words: { [Action in keyof Kind['actions']]?: ActionWords } },
): KindSpec {
  const actions = (Object.entries(words) as [ReviewAction, ActionWords][]).flatMap(([decision, said]): ActionSpec[] => {
    const entry = kind.actions[decision];
    return entry ? [{ decision, ...said, ...entry }] : [];
  });
  return { ...card, name: kind.name, actions: [...actions, HAND_ON] };
}

/** Value at a dotted path of what was shown. */
export function valueAt(shown: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name] ?? null, shown);
}
