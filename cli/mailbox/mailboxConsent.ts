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

interface Connected {
  mailbox_id: string;
  last_consent: string | null;
}

/** How long a connection may take that is still open when the callback answers, and how often it is asked for. */
const SETTLE_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** What became of a consent that the callback answered with 202: Google, or a busy worker, takes longer than a request waits. */
async function settled(who: ApiClient, mailboxId: string): Promise<Connected | undefined> {
  for (const until = Date.now() + SETTLE_MS; ; ) {
    const { body } = await who.get<{ mailboxes?: Connected[] }>('/integrations/gmail/status');
    const box = body.mailboxes?.find((one) => one.mailbox_id === mailboxId);
    if (box?.last_consent !== 'pending' || Date.now() > until) return box;
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}

/** Brings an agreed consent to its end as the browser that asked does; gives the id of the mailbox. */
export async function finishConsent(who: ApiClient, { callback, cookie }: AgreedConsent): Promise<string> {
  const answer = await fetch(callback, { headers: { cookie, accept: 'application/json' } });
  const body = (await answer.json()) as Partial<Connected>;
  const box = answer.status === 202 && body.mailbox_id ? await settled(who, body.mailbox_id) : body;
  if (answer.status >= 300 || !box?.mailbox_id || box.last_consent !== 'connected')
    throw new Error(`connecting a mailbox: ${answer.status} ${JSON.stringify(box ?? body)}`);
  return box.mailbox_id;
}

/** Connects a mailbox of the sandbox in one go; gives its id. */
export const connectMailbox = async (who: ApiClient, query: Record<string, string>): Promise<string> =>
  finishConsent(who, await agreeToConsent(who, query));
