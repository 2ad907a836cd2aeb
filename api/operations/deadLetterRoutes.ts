import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { replayLetter } from '../../books/operations/replayLetter.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { packedWords } from '../../domain/disputes/letterWords.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { toldBy } from '../../domain/notifications/mailTemplates.ts';
import { failureWords } from '../../domain/operations/failureWords.ts';
import { capital } from '../../domain/words.ts';
import { defineRoute, type Route } from '../http/route.ts';

/** An outbox row tried this often is not just late. */
const STUCK_ATTEMPTS = 5;
const MAXIMUM_LETTERS = 200;

const letterSchema = z
  .object({
    letter_id: z.uuid(),
    source: z.enum(['notification', 'outbox', 'queue']),
    what: z
      .string()
      .describe('Template of a message, what the engine could not be told, or how an event of the queue was packed'),
    title: z.string().describe('The same for people'),
    reason: z.string().describe('Why it could not be delivered, for people'),
    next: z.string().nullable().describe('What a person can do before it is tried again'),
    detail: z.string().nullable().describe('Why an event of the queue can not be taken; null beside the others'),
    code: z.string().nullable(),
    attempts: z.int(),
    created_at: z.string(),
  })
  .meta({ id: 'DeadLetter' });

/** What is dead, of every source; contents of messages are not read. One that went over another channel has arrived. */
export const DEAD: SQL = sql`
  select id as letter_id, 'notification' as source, channel || ' ' || template as what, null as detail, last_error as code, attempts, created_at
    from notifications where status = 'undeliverable' or (status = 'failed' and fallback is null)
  union all select id, 'outbox', kind, null, last_error, attempts, created_at
    from outbox where delivered_at is null and attempts >= ${STUCK_ATTEMPTS}
  union all select id, 'queue', envelope, problem, code, attempts, created_at from queue_letters`;
const LETTERS: SQL = sql`${DEAD} order by created_at desc limit ${MAXIMUM_LETTERS}`;

type Letter = z.infer<typeof letterSchema>;
type Row = Omit<Letter, 'title' | 'reason' | 'next'>;

const CHANNELS: Readonly<Record<string, string>> = {
  email: 'Mail',
  queue: 'Message to the queue',
  whatsapp: 'WhatsApp message',
  web: 'Message in the web chat',
};
const OUTBOX: Readonly<Record<string, string>> = {
  start: 'Beginning of a run',
  decision: 'Decision of a reviewer',
  look: 'Word to a run that something changed',
};
const ENGINE = { text: 'The engine did not take it', next: 'Look whether the workers run' };

function titleOf({ source, what }: Row): string {
  const [first = '', ...rest] = what.split(' ');
  if (source === 'notification')
    return `${CHANNELS[first] ?? 'Message'}: ${toldBy(rest.join(' ')) ?? 'of an older version'}`;
  if (source === 'outbox') return OUTBOX[what] ?? 'Word to the engine';
  const packed = packedWords(what);
  return packed ? `Event of the queue (${packed})` : 'Event of the queue';
}

function inWords(row: Row): Letter {
  const known = row.code ? failureWords(row.code) : ENGINE;
  const { text, next } = row.source === 'outbox' ? ENGINE : known;
  return {
    ...row,
    title: titleOf(row),
    reason: row.detail ? capital(row.detail) : text,
    next: row.detail ? 'Whoever sends such events has to mend it' : next,
    created_at: new Date(row.created_at).toISOString(),
  };
}

const readLetters = async (tx: Transaction): Promise<Letter[]> =>
  (await tx.execute<Row & Record<string, unknown>>(LETTERS)).map(inWords);

/** What could not be delivered, and another try. */
export function deadLetterRoutes(db: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/dead-letters',
      area: 'operations',
      summary:
        'What could not be delivered: messages given up, starts or decisions the engine did not take, and events of the queue that can not be taken',
      access: 'ops:read',
      responses: {
        200: {
          description: `The newest ${MAXIMUM_LETTERS}`,
          schema: z.object({ letters: z.array(letterSchema), count: z.int() }),
        },
      },
      errors: [],
      async handle(_context, principal) {
        const letters = await db.withTenant(principal.tenantId, readLetters);
        return { status: 200, body: { letters, count: letters.length } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/dead-letters/:letter_id/replay',
      area: 'operations',
      summary:
        'Try again: a message is delivered anew under its old Message-ID, a start or decision is sent at once, an event goes back to its queue',
      access: 'ops:manage',
      params: z.object({ letter_id: z.string().max(100) }),
      responses: { 202: { description: 'It is tried again', schema: z.object({ letter_id: z.uuid() }) } },
      errors: ['NOT_FOUND'],
      async handle(context, principal, { params }) {
        const id = params.letter_id;
        if (!isUuid(id)) throw new CodedError('NOT_FOUND');
        const { tenantId, actor } = principal;
        await db.withTenant(tenantId, (tx) =>
          replayLetter(tx, { tenantId, letterId: id, actor, requestId: context.requestId }),
        );
        return { status: 202, body: { letter_id: id } };
      },
    }),
  ];
}
