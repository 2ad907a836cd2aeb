import { and, eq, sql } from 'drizzle-orm';
import { hasPermission, ROLES } from '../../domain/identity/permissions.ts';
import { mailboxes } from './schema.ts';

const MANAGERS = `{${ROLES.filter((role) => hasPermission([role], 'integrations:manage')).join(',')}}`;

/**
 * Why a connected payment inbox is not read although Google would give its mail; null where it is. Its mail confirms
 * bookings, so a second person has approved it, and its owner may still manage integrations. Nothing is lost: it is read
 * on from where it was left.
 */
export const INBOX_HINDRANCES = ['unapproved', 'owner_disabled', 'owner_without_right'] as const;
export const inboxHindrance = sql<(typeof INBOX_HINDRANCES)[number] | null>`(select case
  when gmail_connections.purpose <> 'payment_inbox' then null
  when u.disabled_at is not null then 'owner_disabled'
  when not u.roles && ${MANAGERS}::text[] then 'owner_without_right'
  when not gmail_connections.approved then 'unapproved' end
  from users u where u.tenant_id = gmail_connections.tenant_id and u.id = gmail_connections.user_id)`;

/** Mailboxes that may be read now for this purpose: connected, not paused after failures, and without a hindrance. */
export const readable = (purpose: (typeof mailboxes.purpose.enumValues)[number]) =>
  and(
    eq(mailboxes.purpose, purpose),
    eq(mailboxes.status, 'active'),
    sql`coalesce(${mailboxes.pausedUntil}, '-infinity') <= now()`,
    sql`${inboxHindrance} is null`,
  );
