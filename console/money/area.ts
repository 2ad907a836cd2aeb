import type { ConsoleArea } from '../slice.ts';
import { reviewKinds } from './reviewKinds.ts';

export const money = {
  reviewKinds,
  live: {
    money: ['reviews', 'review', 'runs', 'run'],
  },
} as const satisfies ConsoleArea;
