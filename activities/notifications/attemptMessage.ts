import { countTry } from '../../books/notifications/countTry.ts';
import { leavesBooks, settleTry } from '../../books/notifications/settleTry.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { ATTEMPTS, type NotificationDeps, type Row } from './deps.ts';
import { chatOf, sendMessage } from './sendMessage.ts';

/** How long a notice of the vendor is waited for when its answer was lost. */
const UNANSWERED_WAIT_MS = 10_000;
/** Pause after the first try; each further one is four times as long, so that a server that restarts costs no mail. */
const PAUSE_MS = 1_000;
const pauseAfter = (attempts: number): number => PAUSE_MS * 4 ** attempts;

interface Outcome {
  status: Row['status'];
  lastError: string | null;
}

function outcomeOf(row: Row, error: unknown): Outcome {
  const type = error instanceof VendorError ? error.type : 'DELIVERY_FAILED';
  const final =
    (error instanceof VendorError && error.kind === 'terminal') || row.attempts + 1 >= ATTEMPTS[row.channel];
  const given = row.fallback ? 'failed' : 'undeliverable';
  return { status: final && type !== 'WHATSAPP_UNANSWERED' ? given : 'queued', lastError: type };
}

/** When a row that stays queued is tried again. */
function retryAtOf(row: Row, { status, lastError }: Outcome): Date | null {
  if (status !== 'queued') return null;
  return new Date(Date.now() + (lastError === 'WHATSAPP_UNANSWERED' ? UNANSWERED_WAIT_MS : pauseAfter(row.attempts)));
}

const count = ({ db }: NotificationDeps, row: Row): Promise<boolean> =>
  db.withTenant(row.tenantId, (tx) => countTry(tx, row.id, new Date(Date.now() + pauseAfter(row.attempts))));

const settle = (deps: NotificationDeps, row: Row, outcome: Outcome): Promise<Row | null> =>
  deps.db.withTenant(row.tenantId, async (tx) => {
    const chat = outcome.status === 'sent' ? await chatOf(deps, tx, row) : null;
    return settleTry(tx, row, { ...outcome, retryAt: retryAtOf(row, outcome), chat });
  });

async function attempt(deps: NotificationDeps, row: Row): Promise<'done' | 'again'> {
  if (leavesBooks(row) && !(await count(deps, row))) return 'done';
  let outcome: Outcome;
  try {
    outcome = { status: await sendMessage(deps, row), lastError: null };
  } catch (error) {
    outcome = outcomeOf(row, error);
  }
  let fallback: Row | null;
  try {
    fallback = await settle(deps, row, outcome);
  } catch (error) {
    // A message of the chat is delivered by being written, so this is its own failure; a mail is out already.
    if (leavesBooks(row)) throw error;
    outcome = outcomeOf(row, error);
    fallback = await settle(deps, row, outcome);
  }
  if (outcome.status === 'undeliverable')
    deps.log('notification undeliverable', { template: row.template, channel: row.channel, code: outcome.lastError });
  if (fallback) return attempt(deps, fallback);
  return outcome.status === 'queued' ? 'again' : 'done';
}

/** One try of a message, with its own attempts. An error of one row is that row's own and never ends the run of all. */
export async function attemptMessage(deps: NotificationDeps, row: Row): Promise<'done' | 'again'> {
  try {
    return await attempt(deps, row);
  } catch (error) {
    const code = error instanceof VendorError ? error.type : 'DELIVERY_NOT_SETTLED';
    deps.log('notification not settled', { template: row.template, channel: row.channel, code });
    return 'again';
  }
}
