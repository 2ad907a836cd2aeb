import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import Stripe from 'stripe';
import { type Company, HOME } from '../companies.ts';
import type { SandboxStore } from '../store.ts';

/** Where signed Stripe webhooks are delivered; empty = they are only remembered. */
export interface WebhookTarget {
  url: string | undefined;
  secret: string;
}

/** Where the events of a company's account go: an address of its own, signed with its own secret. */
export function targetOf(home: WebhookTarget, company: Company): WebhookTarget {
  if (company.id === HOME.id) return home;
  const url = home.url && company.webhook_secret ? `${home.url}/${company.accounts.stripe}` : undefined;
  return { url, secret: company.webhook_secret };
}

export interface SandboxEvent {
  id: string;
  object: 'event';
  type: string;
  created: number;
  livemode: false;
  api_version: string;
  data: { object: unknown };
  /** The vendor's lists show effects late; so does its list of events. */
  visibleFrom: number;
}

/** Writes an event to the vendor's own list. */
export function addEvent(store: SandboxStore, type: string, object: unknown, visibleFrom = 0): SandboxEvent {
  const event: SandboxEvent = {
    id: `evt_${randomBytes(9).toString('hex')}`,
    object: 'event',
    type,
    created: Math.floor(store.now() / 1000),
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object },
    visibleFrom,
  };
  store.put('stripe', 'event', event.id, event);
  return event;
}

export const eventJson = ({ visibleFrom: _, ...event }: SandboxEvent) => ({
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  ...event,
});

/** Events of the types asked for, as `type=`, `types[]=` or `types[0]=`. */
export function eventsAskedFor(store: SandboxStore, request: Request): SandboxEvent[] {
  const types = Object.entries(request.query)
    .filter(([name]) => name === 'type' || name.startsWith('types'))
    .flatMap(([, value]) => value)
    .map(String);
  return store
    .list<SandboxEvent>('stripe', 'event')
    .filter((event) => event.visibleFrom <= store.now() && (types.length === 0 || types.includes(event.type)));
}

/** Header value as Stripe signs it, made by Stripe's own test helper. */
export const signStripePayload = (payload: string, secret: string): string =>
  new Stripe('sk_unused').webhooks.generateTestHeaderString({ payload, secret });

/** Sends an event to the webhook endpoint, signed. Returns the status it answered, 0 when nothing answers. */
export async function deliver(target: WebhookTarget, event: SandboxEvent): Promise<number> {
  if (!target.url) return 0;
  const payload = JSON.stringify(eventJson(event));
  const response = await fetch(target.url, {
    method: 'POST',
    body: payload,
    headers: { 'content-type': 'application/json', 'stripe-signature': signStripePayload(payload, target.secret) },
  });
  return response.status;
}
