import type { Role } from '../../domain/identity/roles.ts';
import { openSession } from '../commands/session.ts';
import { line } from '../terminal/print.ts';

/** Signs in and prints the token: the way into the API for programs that can't. */
export async function printToken({ role, header }: { role: Role; header?: boolean }): Promise<void> {
  const token = await openSession(role).bearer();
  line(header ? `authorization: Bearer ${token}` : token);
}
