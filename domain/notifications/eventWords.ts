import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';

const CHANNELS: Record<string, string> = {
  email: 'by e-mail',
  whatsapp: 'by WhatsApp',
  web: 'on the web',
  queue: 'over the queue',
};
const by = (channel: unknown) => CHANNELS[String(channel)] ?? null;

/** What each event of messages says. */
export const eventWords = {
  notification_sent: ({ about, is }) => `Sent a message${after(' ', by(is('channel')))}${after(': ', about)}`,
  notification_undeliverable: ({ about, is }) =>
    `A message could not be delivered${after(' ', by(is('channel')))}${after(': ', about)}`,
} as const satisfies Record<string, EventSentence>;
