import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';
import type { DomainArea } from '../slice.ts';
import { capital } from '../words.ts';
import { type EventNames, type EventSentence, partsOf, saidOf } from './sentence.ts';

/** Every event the books can hold, by the area that writes it. A name that no area declares does not compile. */
const EVENTS = mergeNamed(AREAS, 'events');
export type EventName = keyof typeof EVENTS;
// Object.keys loses the literal type; the keys are exactly the table's.
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];

const WRITING = Object.entries<DomainArea>(AREAS).filter(([, area]) => area.events !== undefined);
/** Areas that write events, as filters name them. */
export const EVENT_GROUPS = WRITING.map(([name]) => name) as [string, ...string[]];
/** The same with what people call them, in the order of their titles. */
export const EVENT_KINDS: readonly { group: string; title: string }[] = WRITING.map(([group, { eventsTitle }]) => ({
  group,
  title: eventsTitle ?? capital(group),
})).toSorted((one, other) => one.title.localeCompare(other.title, 'en'));

/** Names of the events of one area. */
export function eventsOf(group: string): string[] {
  const area = Object.entries(AREAS).find(([name]) => name === group)?.[1];
  return area && 'events' in area ? Object.keys(area.events) : [];
}

const SENTENCES: Readonly<Record<EventName, EventSentence>> = EVENTS;
const isEventName = (type: string): type is EventName => Object.hasOwn(EVENTS, type);

/** An event as one sentence for people. An event of another version is told as somebody's doing. */
export function eventSentence(type: string, data: unknown, names: EventNames): string {
  const parts = partsOf(data, names);
  return saidOf(
    isEventName(type) ? SENTENCES[type] : ({ who }) => `${who} did something that this version has no words for`,
    parts,
  );
}
