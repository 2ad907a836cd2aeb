import type { ApiClient } from '../apiClient.ts';

/** A consent that the simulated Google has agreed to: where it sends the browser back to, and the cookie of that browser. */
export interface AgreedConsent {
  authorizationUrl: string;
  callback: string;
  cookie: string;
}

/** Asks for a consent as a signed-in person and agrees to it. `query`: what `oauth/init` takes. */
export async function agreeToConsent(who: ApiClient, query: Record<string, string>): Promise<AgreedConsent> {
  const asked = await who.get<{ authorization_url: string }>(
    `/integrations/gmail/oauth/init?${new URLSearchParams(query)}`,
  );
  if (asked.status !== 200) throw new Error(`consent: ${asked.status} ${JSON.stringify(asked.body)}`);
  const authorizationUrl = asked.body.authorization_url;
  const page = await fetch(authorizationUrl, { redirect: 'manual' });
  return { authorizationUrl, callback: page.headers.get('location') ?? '', cookie: asked.cookie };
}

/** Connects a mailbox of the sandbox in one go, as one browser does; gives its id. */
export async function connectMailbox(who: ApiClient, query: Record<string, string>): Promise<string> {
  const { callback, cookie } = await agreeToConsent(who, query);
  const answer = await fetch(callback, { headers: { cookie, accept: 'application/json' } });
  const body = (await answer.json()) as { mailbox_id?: string };
  if (answer.status !== 200 || !body.mailbox_id)
    throw new Error(`connecting a mailbox: ${answer.status} ${JSON.stringify(body)}`);
  return body.mailbox_id;
}
