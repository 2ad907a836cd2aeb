import { CodedError } from '../errors/codes.ts';
import { PERMISSIONS, type Permission, permissionsOf, type Role } from './permissions.ts';

interface Granter {
  kind: 'user' | 'service';
  userId: string;
  roles: readonly string[];
  permissions: readonly string[];
}
type Target = { id: string; roles: readonly string[] } | null;
interface Wanted {
  roles?: Role[] | undefined;
  review_limit_minor?: number | null | undefined;
}

/** Whether a change is about a super user, or makes one. */
export const touchesSuper = (target: Target, wanted: Wanted): boolean =>
  Boolean(target?.roles.includes('super_user') || wanted.roles?.includes('super_user'));

/** Everything somebody may do, from a judgement of one right. */
export const allThatMay = (may: (permission: Permission) => boolean): Permission[] => PERMISSIONS.filter(may);

/** Why these rights are not theirs to hand out: nobody gives what they do not have, nor changes their own. */
export function grantProblem(granter: Granter, target: Target, wanted: Wanted): CodedError | null {
  if (touchesSuper(target, wanted) && !granter.roles.includes('super_user'))
    return new CodedError('FORBIDDEN', 'Only a super user changes super users');
  // A key acts for its maker and within its scopes: it can't make a user who may do more.
  const beyond = permissionsOf(wanted.roles ?? []).filter((permission) => !granter.permissions.includes(permission));
  if (granter.kind === 'service' && beyond.length > 0)
    return new CodedError('FORBIDDEN', `This key does not have ${beyond.join(', ')} itself`, { permissions: beyond });
  if (target?.id === granter.userId && (wanted.roles || wanted.review_limit_minor !== undefined))
    return new CodedError('FORBIDDEN', 'Nobody changes their own roles or limit');
  return null;
}
