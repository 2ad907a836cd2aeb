import { mergeNamed } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import type { KindSpec } from './cardSpec.ts';

/** What the card of each kind of task shows and asks, as the areas declare it. */
export const REVIEW_KINDS: Record<string, KindSpec> = mergeNamed(AREAS, 'reviewKinds');
