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

const WAIT_MS = 60_000;
const LOOK_EVERY_MS = 250;

/** Whether a mailbox whose consent is still being exchanged has become active; a busy machine takes longer than the API waits. */
async function becomesActive(who: ApiClient, mailboxId: string): Promise<boolean> {
  for (const until = Date.now() + WAIT_MS; Date.now() < until; ) {
    const { body } = await who.get<{ mailboxes: { mailbox_id: string; status: string }[] }>(
      '/integrations/gmail/status',
    );
    const status = body.mailboxes.find((box) => box.mailbox_id === mailboxId)?.status;
    if (status !== 'pending') return status === 'active';
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
  return false;
}

/** Connects a mailbox of the sandbox in one go, as one browser does; gives its id. */
export async function connectMailbox(who: ApiClient, query: Record<string, string>): Promise<string> {
  const { callback, cookie } = await agreeToConsent(who, query);
  const answer = await fetch(callback, { headers: { cookie, accept: 'application/json' } });
  const body = (await answer.json()) as { mailbox_id?: string };
  const connected =
    body.mailbox_id &&
    (answer.status === 200 || (answer.status === 202 && (await becomesActive(who, body.mailbox_id))));
  if (!body.mailbox_id || !connected) throw new Error(`connecting a mailbox: ${answer.status} ${JSON.stringify(body)}`);
  return body.mailbox_id;
}
