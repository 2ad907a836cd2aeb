import { AskDialog } from '../ui/AskDialog.tsx';
import { KEYS } from './keys.ts';

export default function Help({ onClose }: { onClose(): void }) {
  return (
    <AskDialog title="Keys" onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        A decision waits five seconds before it is sent, so that it can be taken back. Once it is sent it is final: the
        first decision on a task wins.
      </p>
    </AskDialog>
  );
}
