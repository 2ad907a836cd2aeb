import type { ComponentType } from 'react';
import { mergeNamed } from '../../domain/merge.ts';
import type { ActionNeeds } from '../../domain/reviews/actions.ts';
import type { Problem } from '../api/problem.ts';
import * as AREAS from '../areas.ts';
import type { TaskDetail } from './decisions.ts';
import type { Draft } from './drafts.ts';

/** What a reviewer types to change what is shown, for actions that need more than a reason. */
export interface ChangeForm {
  Fields: ComponentType<{ task: TaskDetail; problem: Problem | null }>;
  /** Whether what is typed can be sent. A hook: it may ask the server. */
  useTyped(task: TaskDetail, draft: Draft): boolean;
  /** Whether money is paid with it as it is typed. */
  pays(draft: Draft): boolean;
  /** The amount as it is typed, in minor units; null where none is. */
  amountMinor?(task: TaskDetail, draft: Draft): number | null;
  /** Its fields of the request. */
  request(task: TaskDetail, draft: Draft): object;
}

/** By what an action needs, as the areas declare it. */
export const CHANGE_FORMS: { readonly [Needs in ActionNeeds]?: ChangeForm } = mergeNamed(AREAS, 'changeForms');
