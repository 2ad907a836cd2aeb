import { slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { RetentionRule } from './slice.ts';

/** What is deleted and when. Events, decisions, money and revoked API keys are kept for ever. */
export const RETENTION: readonly RetentionRule[] = slicesOf(AREAS, 'retention').flat();
