import type { ActivityArea } from '../slice.ts';
import { mails } from './mails.ts';

export const identity = { mails } satisfies ActivityArea;
