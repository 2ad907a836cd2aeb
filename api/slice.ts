import type { ZodType } from 'zod';
import type { WantedChange } from '../books/reviews/wantedDecision.ts';
import type { ErrorCode } from '../domain/errors/codes.ts';
import type { ReviewAction } from '../domain/reviews/actions.ts';
import type { ConnectableJson, ConnectionPart } from './connections/connectionJson.ts';
import type { Route } from './http/route.ts';
import type { MenuCount, NoticePart, TodayPart } from './today/todayPart.ts';

/** What a function needs to be handed. */
export type Needs<Made extends (needs: never, ...rest: never[]) => unknown> = Parameters<Made>[0];

/** What fields of a decision's body say. */
export interface DecisionPart {
  change?: WantedChange | undefined;
  vendorId?: string | undefined;
  /** The action that they mean where the body names none. */
  action?: ReviewAction;
}

/** What the areas add to the route that decides every kind of review. */
export interface DecisionParts {
  fields: Record<string, ZodType>;
  parts: readonly ((body: never) => DecisionPart)[];
  errors: readonly ErrorCode[];
}

/** What an area adds to the API: `api/<area>/area.ts`, listed in `api/areas.ts`. */
export interface ApiArea {
  /** Its operations, in the order of its documentation, from what it says it needs. */
  routes(needs: never, decisionParts: DecisionParts): Route[];
  /** Fields that come with a decision about its kinds of review, all optional; a name that two areas have does not compile. */
  decisionFields?: Record<string, ZodType>;
  /** What those fields say. */
  decisionPart?(body: never): DecisionPart;
  /** What deciding its kinds of review may answer besides. */
  decisionErrors?: readonly ErrorCode[];
  /** Its outside accounts, in the list of all of them. */
  connections?: readonly ConnectionPart[];
  /** What of its kinds can be connected, from what it says it needs. */
  connectable?(needs: never): ConnectableJson[];
  /** What it says on the first page of the desk. */
  today?: readonly TodayPart[];
  /** Numbers beside pages of the menu, by the page's address below /console/. */
  menuCounts?: Record<string, MenuCount>;
  /** What people must know on whichever page they are. */
  notices?: readonly NoticePart[];
}
