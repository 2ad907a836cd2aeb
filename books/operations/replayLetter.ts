import type { Transaction } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { replayNotification } from '../notifications/replayNotification.ts';
import { retryLetter } from './retryLetter.ts';
import { sendAgain } from './sendAgain.ts';

/** Another try for what could not be delivered, whichever table it stands in. Throws NOT_FOUND when it stands in none. */
export async function replayLetter(
  tx: Transaction,
  replay: { tenantId: string; letterId: string; actor: string; requestId: string },
): Promise<void> {
  const { tenantId, letterId, actor, requestId } = replay;
  const again =
    (await sendAgain(tx, letterId)) ||
    (await retryLetter(tx, letterId)) ||
    (await replayNotification(tx, tenantId, letterId, actor));
  if (!again) throw new CodedError('NOT_FOUND');
  await appendEvent(tx, { type: 'dead_letter_replayed', actor, subject: `letter:${letterId}`, requestId });
}
