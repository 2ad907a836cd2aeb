import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { Log } from '../../domain/operations/logLevels.ts';

/** What activities of bookings are handed. */
export interface BookingDeps {
  db: Database;
  cipher: FieldCipher;
  /** The installation's; a tenant may override single fields. */
  bookings: BookingSettings;
  approverEmails: string[];
  log: Log;
}
