import { counted, listed } from '../words.ts';
import { toldBy } from './mailTemplates.ts';

interface NamedMessage {
  template: string;
  channel: string;
}

/** How people call the sending of messages: what they say, and to how many. */
export function nameMessages(messages: readonly NamedMessage[]): string {
  const people = messages.filter(({ channel }) => channel !== 'queue');
  if (people.length === 0) return 'Tell the review queue that a review is open';
  const counts = new Map<string, number>();
  for (const { template } of people) counts.set(template, (counts.get(template) ?? 0) + 1);
  const told = [...counts].map(
    ([template, count]) => `${counted(count, 'person', 'people')} that ${toldBy(template) ?? 'something has happened'}`,
  );
  return `Tell ${listed(told)}`;
}
