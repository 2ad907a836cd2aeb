import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { GoogleOAuth } from '../../providers/gmail/client.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import type { LimitedChild } from '../../providers/parsing/limitedChild.ts';

/** What opens a mailbox. */
export interface MailboxDeps {
  db: Database;
  cipher: FieldCipher;
  google(): { oauth: GoogleOAuth; reader(mailboxId: string, accessToken: string): GmailReader };
}

/** What reads payment inboxes. */
export interface InboxDeps extends MailboxDeps {
  child: LimitedChild;
  bookings: BookingSettings;
  maximumPerRun: number;
  /** The first reading goes back this many days; a payment inbox has no limit of messages. */
  firstDays: number;
}

/** How far the first reading of a mailbox goes back; null = as many messages as there are. */
export interface FirstReading {
  days: number;
  maximum: number | null;
}

/** Whom failures of mailboxes are told. */
export interface FailureDeps {
  db: Database;
  approverEmails: string[];
}
