import { and, isNull, ne, sql } from 'drizzle-orm';
import type { PowerChange } from '../../books/identity/requestPowerChange.ts';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { permissionsOf, ROLES } from '../../domain/identity/permissions.ts';
import { secondPersonProblem } from '../../domain/identity/power.ts';

const MOST_PEOPLE = 50;
const MOST_NAMES = 5;
const APPROVING = ROLES.filter((role) => permissionsOf([role]).includes('admin:users'));

/** By change: the people of the tenant who may approve it, by name, at most five. */
export async function approversOf(tx: Transaction, changes: readonly PowerChange[]): Promise<Map<string, string[]>> {
  if (changes.length === 0) return new Map();
  const people = await tx
    .select({ id: users.id, name: users.displayName, email: users.email, createdAt: users.createdAt })
    .from(users)
    .where(
      and(
        isNull(users.disabledAt),
        ne(users.address, 'unproved'),
        sql`${users.roles} && ${sql.param([...APPROVING], users.roles)}`,
      ),
    )
    .orderBy(users.displayName)
    .limit(MOST_PEOPLE);
  return new Map(
    changes.map((change) => [
      change.id,
      people
        .filter(
          ({ id, createdAt }) =>
            !secondPersonProblem(change, { userId: id, isPerson: true, since: createdAt }, change.createdAt),
        )
        .slice(0, MOST_NAMES)
        .map(({ name, email }) => name || email),
    ]),
  );
}
