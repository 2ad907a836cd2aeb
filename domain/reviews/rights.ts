import * as AREAS from '../areas.ts';
import type { Permission } from '../identity/permissions.ts';
import { mergeNamed } from '../merge.ts';
import type { ReviewKind } from './decision.ts';

const KINDS: Record<ReviewKind, { rights: readonly Permission[] }> = mergeNamed(AREAS, 'reviewKinds');

/** What whoever decides a task of a kind must be allowed, on every path: task, bulk, the office's own routes, API key. */
export const RIGHTS_TO_DECIDE = Object.fromEntries(
  Object.entries(KINDS).map(([kind, { rights }]) => [kind, rights]),
) as Record<ReviewKind, readonly Permission[]>;
