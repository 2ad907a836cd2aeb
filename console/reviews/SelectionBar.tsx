import { Button } from 'react-aria-components';
import type { Task } from './decisions.ts';

/** Bar over the list while tasks are selected. */
export function SelectionBar({
  selected,
  onClear,
  onBulk,
}: {
  selected: ReadonlyMap<string, Task>;
  onClear(): void;
  onBulk(decision: 'approved' | 'rejected'): void;
}) {
  if (selected.size === 0) return null;
  return (
    <div className="selection" role="toolbar" aria-label="Selected tasks">
      <span>{selected.size} selected</span>
      <Button className="button" onPress={() => onBulk('approved')}>
        Approve …
      </Button>
      <Button className="button" onPress={() => onBulk('rejected')}>
        Reject …
      </Button>
      <Button className="button quiet-button" onPress={onClear}>
        Clear
      </Button>
    </div>
  );
}
