import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Instant } from './Instant.tsx';

/** One change as it is summed up: what changes, and how. */
export interface SaidChange {
  key: string;
  name: string;
  /** Ends with its full stop. */
  says: string;
}

/** What a save will change, before it is saved. */
export function ConfirmChanges({
  changes,
  saveText = 'Save',
  saving,
  onSave,
  onBack,
}: {
  changes: readonly SaidChange[];
  saveText?: string;
  saving: boolean;
  onSave(): void;
  onBack(): void;
}) {
  return (
    <section className="note info" aria-label="What will change">
      {changes.length > 0 ? (
        <ul className="change-list">
          {changes.map(({ key, name, says }) => (
            <li key={key}>
              <strong>{name}:</strong> {says}
            </li>
          ))}
        </ul>
      ) : (
        <p>Nothing would change: this is what stands there already.</p>
      )}
      <div className="row">
        <Button className="button primary" onPress={onSave} isDisabled={saving || changes.length === 0} autoFocus>
          {saveText}
        </Button>
        <Button className="button quiet-button" onPress={onBack}>
          Back
        </Button>
      </div>
    </section>
  );
}

/** That it is saved, by whom and when. `atMs`: when it was sent. */
export const SavedNote = ({ atMs, children }: { atMs: number; children?: ReactNode }) => (
  <p className="note good" role="status">
    <span>
      <strong>Saved</strong> by you, <Instant at={new Date(atMs).toISOString()} />.{children}
    </span>
  </p>
);
