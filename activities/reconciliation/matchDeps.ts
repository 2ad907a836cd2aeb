import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';

export interface MatchDeps {
  db: Database;
  cipher: FieldCipher;
}
