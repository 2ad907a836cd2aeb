/**
 * What a decision card shows and asks, per kind of review task. Data only: a new kind is an entry here, not a screen.
 * Paths name a place in what was shown (`GET /reviews/{task_id}`, field `shown`).
 */
export interface Fact {
  label: string;
  path: string;
  /** `booking`: a link to it; `code`: an id, exactly as it is; `words`: one of our names; `share`: 0 to 1; `percent`: 0 to 100. */
  as?: 'text' | 'money' | 'share' | 'percent' | 'instant' | 'code' | 'words' | 'booking';
  /** Takes the whole width. */
  wide?: boolean;
  /** Where the currency of an amount stands, when it is not `currency` at the top. */
  currency?: string;
}

export type Section =
  | { title: string; show: 'facts'; facts: readonly Fact[] }
  | { title: string; show: 'text'; path: string }
  /** Lines with a marked part: `{field, line, from, to}`. */
  | { title: string; show: 'lines'; path: string }
  | { title: string; show: 'table'; path: string; columns: readonly Fact[]; empty: string; hideEmpty?: boolean }
  /** Rows side by side: only the columns in which they differ. */
  | { title: string; show: 'differences'; path: string; name: Fact; columns: readonly Fact[] };

export interface ActionSpec {
  decision: 'approved' | 'rejected' | 'modified' | 'retry' | 'found' | 'absent' | 'escalated';
  label: string;
  /** Present while it waits to be sent, e.g. `Approving`. */
  doing: string;
  key: string;
  tone: 'primary' | 'danger' | 'plain';
  /** What must be typed first. */
  needs: 'nothing' | 'reason' | 'resolution' | 'vendor_id' | 'booking';
  /** With a proposal, without one, or always. */
  when: 'proposal' | 'no_proposal' | 'always';
}

export interface KindSpec {
  name: string;
  /** What moves no money and can be changed later: the first button of a task that shows warnings. */
  safe: ActionSpec['decision'];
  sections: readonly Section[];
  actions: readonly ActionSpec[];
}

/** The task stays open and goes to somebody else. */
export const HAND_ON: ActionSpec = {
  decision: 'escalated',
  label: 'Escalate',
  doing: 'Handing on',
  key: 's',
  tone: 'plain',
  needs: 'reason',
  when: 'always',
};

/** Value at a dotted path of what was shown. */
export function valueAt(shown: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name] ?? null, shown);
}
