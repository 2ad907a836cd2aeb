import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { type FieldCipher, UnreadableFieldError } from '../../db/encryption/fieldCipher.ts';
import { INBOX_HINDRANCES, inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import { type MailboxRow, unseal } from '../../db/mailbox/sealed.ts';
import { CONSENT_RESULTS, missingScope } from '../../domain/mailbox/consent.ts';
import { mailboxName, mailboxState } from '../../domain/mailbox/mailboxState.ts';
import { missingPermission } from '../http/refusals.ts';
import type { Principal } from '../http/tokens.ts';

export const PURPOSES = mailboxes.purpose.enumValues;
type Purpose = (typeof PURPOSES)[number];

export const PURPOSE_DEFAULT = 'Without it payment_inbox for who manages integrations, evidence for everybody else';

export const mailboxSchema = z
  .object({
    mailbox_id: z.uuid(),
    purpose: z.enum(PURPOSES),
    name: z.string().describe('What it is for, in words'),
    state: z
      .object({ tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']), text: z.string(), next: z.string() })
      .describe('How it stands in words, and what a person can do; `next` is empty where nothing is needed'),
    status: z.enum(mailboxes.status.enumValues),
    address: z.string().nullable().describe('Of your own mailboxes and the payment inboxes; null before the consent'),
    mock: z.boolean().describe('True for a mailbox of the sandbox'),
    messages: z.object({ known: z.int(), waiting: z.int().describe('Known, and not yet read') }),
    set_aside: z
      .int()
      .describe('Mails that could not be read, each with its reason in GET /integrations/gmail/set-aside'),
    last_consent: z
      .enum(CONSENT_RESULTS)
      .nullable()
      .describe('How the last consent went. What was connected before stays until one has ended well'),
    missing_scope: z.string().nullable().describe('Needed for this purpose and not given; connect again to give it'),
    not_read_because: z
      .enum(INBOX_HINDRANCES)
      .nullable()
      .describe('Of a payment inbox: nobody has approved it yet, or its owner may not manage integrations any more'),
    failures: z.int().describe('Failed readings in a row'),
    paused_until: z.string().nullable(),
    last_code: z.string().nullable(),
    checked_at: z.string().nullable().describe('All mail that had arrived by then has been seen'),
  })
  .meta({ id: 'Mailbox' });

export type MailboxJson = z.infer<typeof mailboxSchema>;

export const mayManage = (principal: Principal) => principal.permissions.includes('integrations:manage');
/** Everybody's own mailbox is evidence; an inbox that people share is connected by who may. */
export const purposeOf = <Wanted extends Purpose>(principal: Principal, wanted: Wanted | undefined) => {
  const purpose = wanted ?? (mayManage(principal) ? ('payment_inbox' as const) : ('evidence' as const));
  if (purpose === 'payment_inbox' && !mayManage(principal)) throw missingPermission('integrations:manage', principal);
  return purpose;
};

function addressOf(cipher: FieldCipher, box: MailboxRow): string | null {
  try {
    return unseal(cipher, box, 'address', box.address);
  } catch (error) {
    if (error instanceof UnreadableFieldError) return null;
    throw error;
  }
}

type Hindrance = (typeof INBOX_HINDRANCES)[number] | null;
const missing = (row: MailboxRow) => (row.status === 'active' ? missingScope(row.purpose, row.scopes) : null);

/** How a mailbox stands, in words. */
export const stateOf = (row: MailboxRow, hindrance: Hindrance) =>
  mailboxState({
    purpose: row.purpose,
    status: row.status,
    notReadBecause: row.status === 'active' ? hindrance : null,
    missingScope: missing(row) !== null,
    failures: row.failures,
    lastCode: row.lastCode,
    paused: row.pausedUntil !== null && row.pausedUntil.getTime() > Date.now(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
  });

/** Mailboxes as they are shown to this user. */
export async function mailboxJson(tx: Transaction, cipher: FieldCipher, rows: MailboxRow[], userId: string) {
  const ids = rows.map((row) => row.id);
  const counts =
    ids.length === 0
      ? []
      : await tx
          .select({
            id: gmailMessages.mailboxId,
            known: sql<number>`count(*)::int`,
            waiting: sql<number>`(count(*) filter (where state = 'listed'))::int`,
            setAside: sql<number>`(count(*) filter (where state = 'set_aside'))::int`,
          })
          .from(gmailMessages)
          .where(inArray(gmailMessages.mailboxId, ids))
          .groupBy(gmailMessages.mailboxId);
  const hindered =
    ids.length === 0
      ? []
      : await tx
          .select({ id: mailboxes.id, hindrance: inboxHindrance })
          .from(mailboxes)
          .where(inArray(mailboxes.id, ids));
  const hindrances = new Map(hindered.map(({ id, hindrance }) => [id, hindrance]));
  const messages = new Map(counts.map(({ id, setAside, ...count }) => [id, { count, setAside }]));
  return rows.map((row) => ({
    mailbox_id: row.id,
    purpose: row.purpose,
    name: mailboxName(row.purpose),
    state: stateOf(row, hindrances.get(row.id) ?? null),
    status: row.status,
    address: row.purpose === 'payment_inbox' || row.userId === userId ? addressOf(cipher, row) : null,
    mock: row.mock,
    messages: messages.get(row.id)?.count ?? { known: 0, waiting: 0 },
    set_aside: messages.get(row.id)?.setAside ?? 0,
    last_consent: row.consent,
    missing_scope: missing(row),
    not_read_because: row.status === 'active' ? (hindrances.get(row.id) ?? null) : null,
    failures: row.failures,
    paused_until: row.pausedUntil?.toISOString() ?? null,
    last_code: row.lastCode,
    checked_at: row.checkedAt?.toISOString() ?? null,
  }));
}
