import { limitText } from '../money/moneyText.ts';
import { permissionNames } from './permissions.ts';
import type { PersonPower } from './power.ts';
import { roleNames } from './roles.ts';

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Words that begin a clause; a name keeps its capital. */
const BEGINS_SMALL = /^(?:The|Mail|Money|Another|A|An) /;
const small = (clause: string) =>
  BEGINS_SMALL.test(clause) ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;

/** What changes about a person, as a clause; `currency` is that of limits, null = every one. */
export function personSummary(
  name: string,
  before: PersonPower,
  after: PersonPower,
  currency: string | null = null,
): string {
  const parts: string[] = [];
  if (roleNames(before.roles) !== roleNames(after.roles))
    parts.push(`${name} becomes ${roleNames(after.roles)} instead of ${roleNames(before.roles)}`);
  if (before.reviewLimitMinor !== after.reviewLimitMinor)
    parts.push(
      `The limit of ${name} becomes ${limitText(after.reviewLimitMinor, currency)}, it is ${limitText(before.reviewLimitMinor, currency)} now`,
    );
  if (!before.active && after.active) parts.push(`${name} may sign in again`);
  return listed(parts.map((part, index) => (index === 0 ? part : small(part))));
}

export const invitationSummary = (name: string, email: string, roles: readonly string[]): string =>
  `${name} (${email}) is invited as ${roleNames(roles)}`;

export const keySummary = (name: string, scopes: readonly string[]): string =>
  `The API key “${name}” may ${permissionNames(scopes)}`;

/** Who asks for what, as a sentence without a full stop; without a name only what is asked for. */
export function requestSentence(asker: string | null, summary: string): string {
  if (asker === null) return summary.charAt(0).toUpperCase() + summary.slice(1);
  return `${asker} asks that ${small(summary)}`;
}
