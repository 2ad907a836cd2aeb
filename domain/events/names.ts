import * as AREAS from '../areas.ts';
import { mergeLists } from '../merge.ts';

/** Every event the books can hold, by the area that writes it. A name that no area declares does not compile. */
export const EVENT_NAMES = mergeLists(AREAS, 'events');
export type EventName = (typeof EVENT_NAMES)[number];
