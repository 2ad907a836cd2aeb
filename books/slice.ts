import type { Transaction } from '../db/database.ts';
import type { RightsOfNow } from '../db/identity/rightsOfNow.ts';
import type { PowerChange } from './identity/requestPowerChange.ts';

/** Who approves a change; `roles` are those of a signed-in person, none for the operator at the machine. */
export interface Approver {
  actor: string;
  userId: string | null;
  requestId: string;
  roles?: readonly string[];
}

/** A change that was approved is made in the name of whoever asked for it. */
export interface Maker {
  actor: string;
  approvedBy: string;
  requestId: string;
}

/** What a kind of change that widens power over money does; which right asks for it is in `domain/<area>/area.ts`. */
export interface PowerKind {
  /** Whether whoever asked may still ask for this, beyond the right of the kind. */
  mayAsk?(change: PowerChange, asker: RightsOfNow): boolean;
  /** Throws FORBIDDEN where a second person with the usual right is not enough. The operator is not asked. */
  assertMayApprove?(change: PowerChange, by: Approver): void;
  /** Makes the change, in the transaction that approves it. Throws PRECONDITION_FAILED when what it is about has changed since. */
  apply(tx: Transaction, change: PowerChange, by: Maker, hashUnknown: () => Promise<string>): Promise<void>;
  /** Undoes what was prepared for it. */
  refuse?(tx: Transaction, change: PowerChange, by: Approver): Promise<void>;
}

/** What an area adds to the books, besides its functions: `books/<area>/area.ts`, listed in `books/areas.ts`. */
export interface BooksArea {
  powerKinds?: Record<string, PowerKind>;
}
