import type { ConsoleArea } from '../slice.ts';
import { reviewKinds } from './reviewKinds.ts';

export const money = {
  reviewKinds,
} as const satisfies ConsoleArea;
