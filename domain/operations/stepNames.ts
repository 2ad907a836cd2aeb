import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';

const MERGED = mergeNamed(AREAS, 'stepNames');
/** What the engine calls a step: an activity, a workflow or a message of one. */
export type StepName = keyof typeof MERGED;
const NAMES: Readonly<Record<string, string>> = MERGED;

/** `fetchCrmCase` as people read it: the words of its area, else its own. */
export const stepTitle = (name: string): string =>
  (Object.hasOwn(NAMES, name) && NAMES[name]) || name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
