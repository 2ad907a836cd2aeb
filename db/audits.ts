import { slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { AuditQuery } from './slice.ts';

/** Every statement whose rows should not be; `npm run chaos` asks them after each kill. */
export const AUDITS: readonly AuditQuery[] = slicesOf(AREAS, 'audits').flat();
