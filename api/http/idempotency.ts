import { freeRequestKey } from '../../books/operations/freeRequestKey.ts';
import { keepAnswer, keepFirstAnswer } from '../../books/operations/keepAnswer.ts';
import { type RequestKey, retakeRequestKey, rowOfKey, takeRequestKey } from '../../books/operations/takeRequestKey.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { idempotencyKeys } from '../../db/operations/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { onWire, type WireReply } from './reply.ts';
import type { Reply } from './route.ts';

// A request that died before it answered frees its key after this.
const ABANDONED_MS = 60_000;

type Row = typeof idempotencyKeys.$inferSelect;
type Answer = Omit<WireReply, 'status'>;
const NOTHING: Answer = { type: null, headers: {}, text: null };

function assertKey({ key }: RequestKey): void {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new CodedError('VALIDATION_FAILED', 'Idempotency-Key: 1 to 255 visible characters');
}

/** What is kept of an answer. Cookies belong to one browser and one answer. */
function keptOf({ status, headers, ...wire }: WireReply): { status: number; body: Answer } {
  const { 'set-cookie': _cookies, ...rest } = headers;
  return { status, body: { ...wire, headers: rest } };
}

/** The kept answer of the same request; null when it has none yet. Throws IDEMPOTENCY_KEY_REUSED of another request. */
function answerOf(row: Row, requestHash: string): WireReply | null {
  if (row.requestHash !== requestHash) throw new CodedError('IDEMPOTENCY_KEY_REUSED');
  return row.status === null ? null : { status: row.status, ...((row.body as Answer | null) ?? NOTHING) };
}

const readRow = async (tx: Transaction, request: RequestKey): Promise<Row | undefined> =>
  (await tx.select().from(idempotencyKeys).where(rowOfKey(request)).for('update'))[0];

/**
 * Runs `work` once per key: the same request again gets the very bytes of the first answer, another request under the
 * key is refused.
 */
export async function withIdempotency(
  db: Database,
  request: RequestKey,
  input: unknown,
  work: () => Promise<Reply>,
): Promise<WireReply> {
  assertKey(request);
  const { tenantId } = request;
  const requestHash = contentHash(input ?? null);
  const earlier = await db.withTenant(tenantId, async (tx) => {
    if (await takeRequestKey(tx, request, requestHash)) return null;
    const row = await readRow(tx, request);
    if (!row) throw new CodedError('REQUEST_IN_PROGRESS');
    const answer = answerOf(row, requestHash);
    if (answer) return answer;
    if (Date.now() - row.createdAt.getTime() < ABANDONED_MS) throw new CodedError('REQUEST_IN_PROGRESS');
    await retakeRequestKey(tx, request);
    return null;
  });
  if (earlier) return earlier;
  try {
    const wire = onWire(await work());
    await db.withTenant(tenantId, (tx) => keepAnswer(tx, request, keptOf(wire)));
    return wire;
  } catch (error) {
    await db.withTenant(tenantId, (tx) => freeRequestKey(tx, request));
    throw error;
  }
}

/** Keeps the answer of `work`, which does nothing twice by itself; 202 says that there is none yet. */
export async function withMemory(
  db: Database,
  request: RequestKey,
  input: unknown,
  work: () => Promise<Reply>,
): Promise<WireReply> {
  assertKey(request);
  const requestHash = contentHash(input ?? null);
  const known = await db.withTenant(request.tenantId, (tx) => readRow(tx, request));
  const earlier = known && answerOf(known, requestHash);
  if (earlier) return earlier;
  const wire = onWire(await work());
  if (wire.status === 202) return wire;
  return db.withTenant(request.tenantId, async (tx) => {
    await keepFirstAnswer(tx, request, requestHash, keptOf(wire));
    // Of two at once the first that was kept is the answer of both.
    const row = await readRow(tx, request);
    return (row && answerOf(row, requestHash)) ?? wire;
  });
}
