import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from './closeProcess.ts';

/** Ends a rotation that has left no field under another key. Told again, it changes nothing. */
export async function endRotation(
  tx: Transaction,
  rotation: { processId: string; keyId: string; done: number },
): Promise<void> {
  if (!(await closeProcess(tx, rotation.processId))) return;
  await appendEvent(tx, {
    type: 'key_rotated',
    actor: 'workflow',
    subject: `key:${rotation.keyId}`,
    data: { fields: rotation.done },
  });
}
