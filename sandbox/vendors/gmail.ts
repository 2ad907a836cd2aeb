import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { edge, requestText, takeFault } from '../faults.ts';
import { FIXTURE_MAILBOX, fixtureMails } from '../fixtureMail.ts';
import {
  DEFAULT_MAILBOX,
  deliverMail,
  type Mailbox,
  mailboxOf,
  mailOf,
  type StoredMessage,
  search,
  unlabel,
} from '../mailStore.ts';
import type { SandboxStore } from '../store.ts';

/** Quota units of a mailbox: in this minute, and ever. */
interface Meter {
  id: string;
  minute: number;
  spent: number;
  total: number;
  refused: number;
}
interface Grant {
  id: string;
  mailbox: string;
  scopes: string[];
  revoked: boolean;
}
interface Token {
  id: string;
  grant: string;
  expiresAtMs: number;
}

const VENDOR = 'gmail';
const ACCESS_SECONDS = 3_599;
/** Scopes that let a call through. */
const CHANGING = ['https://www.googleapis.com/auth/gmail.modify', 'https://mail.google.com/'];
const READING = ['https://www.googleapis.com/auth/gmail.readonly', ...CHANGING];

const failure = (response: Response, status: number, reason: string, message: string) =>
  response.status(status).json({
    error: { code: status, message, errors: [{ message, domain: 'global', reason }], status: reason },
  });

/** Quota units of each call, as Google counts them for new projects. */
const UNITS: readonly [RegExp, number][] = [
  [/\/profile$/, 1],
  [/\/messages\/batchModify$/, 50],
  [/\/messages$/, 5],
  [/\/messages\/[^/]+$/, 20],
  [/\/history$/, 2],
];

/** Counts a call of a mailbox; false when its minute is spent. */
function spend(store: SandboxStore, address: string, path: string, granted: number): boolean {
  const units = UNITS.find(([shape]) => shape.test(path))?.[1] ?? 1;
  const minute = Math.floor(store.now() / 60_000);
  const meter = store.get<Meter>(VENDOR, 'meter', address) ?? { id: address, minute, spent: 0, total: 0, refused: 0 };
  const spent = meter.minute === minute ? meter.spent : 0;
  const allowed = spent + units <= granted;
  store.put(VENDOR, 'meter', address, {
    id: address,
    minute,
    spent: allowed ? spent + units : spent,
    total: meter.total + (allowed ? units : 0),
    refused: meter.refused + (allowed ? 0 : 1),
  } satisfies Meter);
  return allowed;
}

/** Headers of a raw message as Gmail gives them; `wanted` is one name, several, or nothing for all. */
function headersOf(raw: string, wanted: unknown): { name: string; value: string }[] {
  const names = [wanted].flat().map((name) => String(name).toLowerCase());
  const [head = ''] = Buffer.from(raw, 'base64url')
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1);
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name = '', value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
      return name && (wanted === undefined || names.includes(name.toLowerCase())) ? [{ name, value }] : [];
    });
}

/** What history says of a message: that it came, or that labels were taken from it later. */
const historyOf = ({ id, labelIds, removed }: Pick<StoredMessage, 'id' | 'labelIds' | 'removed'>) => {
  const message = { id, threadId: id, labelIds };
  return removed ? { labelsRemoved: [{ message, labelIds: removed }] } : { messagesAdded: [{ message }] };
};

/** Messages or records of a page: 100 unless said, 500 at most. */
const pageSize = (request: Request): number =>
  Math.min(500, Math.max(1, Number(request.query.maxResults ?? 100) || 100));

/** Google's OAuth below /google and Gmail below /gmail. Whoever comes to the consent page agrees at once. */
export function googleRouter(store: SandboxStore, unitsPerMinute: number): Router {
  const router = express.Router();
  router.use(express.json({ limit: '5mb' }), express.urlencoded({ extended: false }), edge(store, VENDOR));

  router.get('/o/oauth2/v2/auth', (request, response) => {
    const { redirect_uri: redirect, state, scope, code_challenge: challenge, login_hint: hint } = request.query;
    const target = new URL(String(redirect));
    target.searchParams.set('state', String(state ?? ''));
    if (takeFault(store, VENDOR, 'GET /o/oauth2/v2/auth', requestText(request), ['access_denied']))
      target.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('base64url');
      const mailbox = String(hint ?? DEFAULT_MAILBOX);
      // A person may leave boxes unticked: Google then grants the rest, and says so.
      const unticked = takeFault(store, VENDOR, 'GET /o/oauth2/v2/auth', requestText(request), ['scope_unticked']);
      const scopes = unticked ? ['openid'] : String(scope ?? '').split(' ');
      if (mailbox === FIXTURE_MAILBOX) for (const mail of fixtureMails(store.now())) deliverMail(store, mail);
      store.put(VENDOR, 'code', code, {
        mailbox,
        scopes,
        challenge,
        redirect,
        used: false,
      });
      target.searchParams.set('code', code);
      target.searchParams.set('scope', scopes.join(' '));
    }
    response.redirect(302, target.toString());
  });

  const grantTokens = (grant: Grant, refreshToken?: string) => {
    const accessToken = `ya29.${randomBytes(24).toString('base64url')}`;
    store.put(VENDOR, 'access', accessToken, {
      id: accessToken,
      grant: grant.id,
      expiresAtMs: store.now() + ACCESS_SECONDS * 1000,
    } satisfies Token);
    return {
      access_token: accessToken,
      expires_in: ACCESS_SECONDS,
      scope: grant.scopes.join(' '),
      token_type: 'Bearer',
      ...(refreshToken ? { refresh_token: refreshToken } : {}),
    };
  };
  const invalidGrant = (response: Response) =>
    response.status(400).json({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });

  router.post('/token', (request, response) => {
    const body = request.body as Record<string, string>;
    const given = store.get<Grant>(VENDOR, 'grant', body.refresh_token ?? '');
    // A fault may name the mailbox whose grant has ended.
    const asked = `${requestText(request)}\n${given?.mailbox ?? ''}`;
    if (takeFault(store, VENDOR, 'POST /token', asked, ['invalid_grant'])) return void invalidGrant(response);
    if (body.grant_type === 'refresh_token') {
      if (!given || given.revoked) return void invalidGrant(response);
      return void response.json(grantTokens(given));
    }
    const code = store.get<{ mailbox: string; scopes: string[]; challenge?: string; redirect: string; used: boolean }>(
      VENDOR,
      'code',
      body.code ?? '',
    );
    const proof = createHash('sha256')
      .update(body.code_verifier ?? '')
      .digest('base64url');
    if (!code || code.used || code.redirect !== body.redirect_uri || (code.challenge && code.challenge !== proof))
      return void invalidGrant(response);
    const refreshToken = `1//${randomBytes(24).toString('base64url')}`;
    const grant: Grant = { id: refreshToken, mailbox: code.mailbox, scopes: code.scopes, revoked: false };
    store.atomically(() => {
      store.put(VENDOR, 'code', body.code ?? '', { ...code, used: true });
      store.put(VENDOR, 'grant', refreshToken, grant);
    });
    response.json(grantTokens(grant, refreshToken));
  });

  router.post('/revoke', (request, response) => {
    const token = String((request.body as { token?: string } | undefined)?.token ?? request.query.token ?? '');
    const access = store.get<Token>(VENDOR, 'access', token);
    const grant = store.get<Grant>(VENDOR, 'grant', access?.grant ?? token);
    if (!grant || grant.revoked) return void response.status(400).json({ error: 'invalid_token' });
    store.put(VENDOR, 'grant', grant.id, { ...grant, revoked: true });
    store.addEffect({
      vendor: VENDOR,
      kind: 'revoke',
      idempotencyKey: null,
      businessKey: grant.mailbox,
      amountMinor: null,
      currency: null,
      id: grant.id.slice(0, 8),
    });
    response.json({});
  });

  /** The mailbox behind the token of a request; answers itself when there is none. */
  const enter = (request: Request, response: Response, scopes = READING): Mailbox | null => {
    const token = store.get<Token>(VENDOR, 'access', (request.get('authorization') ?? '').replace(/^Bearer /, ''));
    const grant = token && store.get<Grant>(VENDOR, 'grant', token.grant);
    if (!grant || grant.revoked || token.expiresAtMs <= store.now()) {
      failure(response, 401, 'authError', 'Invalid Credentials');
      return null;
    }
    if (!grant.scopes.some((scope) => scopes.includes(scope))) {
      failure(response, 403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
      return null;
    }
    if (!spend(store, grant.mailbox, request.path, unitsPerMinute)) {
      failure(response, 429, 'rateLimitExceeded', 'Quota exceeded for quota metric');
      return null;
    }
    return mailboxOf(store, grant.mailbox);
  };
  const users = '/v1/users/me';

  router.get(`${users}/profile`, (request, response) => {
    const mailbox = enter(request, response);
    if (!mailbox) return;
    const messagesTotal = mailOf(store, mailbox.address).length;
    response.json({
      emailAddress: mailbox.address,
      messagesTotal,
      threadsTotal: messagesTotal,
      historyId: String(mailbox.historyId),
    });
  });
  /** The address itself, then records of kind `send_as`: `{mailbox, sendAsEmail, treatAsAlias?, verificationStatus?}`. */
  router.get(`${users}/settings/sendAs`, (request, response) => {
    const mailbox = enter(request, response);
    if (!mailbox) return;
    const others = store
      .list<{ mailbox: string; sendAsEmail: string; verificationStatus?: string }>(VENDOR, 'send_as')
      .filter((one) => one.mailbox === mailbox.address);
    response.json({
      sendAs: [
        {
          sendAsEmail: mailbox.address,
          displayName: '',
          replyToAddress: '',
          signature: '',
          isPrimary: true,
          isDefault: true,
        },
        ...others.map(({ sendAsEmail, verificationStatus = 'accepted' }) => ({
          ...{
            sendAsEmail,
            displayName: '',
            replyToAddress: '',
            signature: '',
            treatAsAlias: true,
            verificationStatus,
          },
        })),
      ],
    });
  });
  router.get(`${users}/messages`, (request, response) => {
    const mailbox = enter(request, response);
    if (!mailbox) return;
    const maximum = pageSize(request);
    const from = Number(request.query.pageToken ?? 0);
    const found = mailOf(store, mailbox.address).filter(search(String(request.query.q ?? ''), store.now()));
    const page = found.slice(from, from + maximum);
    response.json({
      ...(page.length > 0 ? { messages: page.map(({ id }) => ({ id, threadId: id })) } : {}),
      ...(from + maximum < found.length ? { nextPageToken: String(from + maximum) } : {}),
      resultSizeEstimate: found.length,
    });
  });
  router.post(`${users}/messages/batchModify`, (request, response) => {
    const mailbox = enter(request, response, CHANGING);
    if (!mailbox) return;
    const { ids, removeLabelIds = [] } = request.body as { ids: string[]; removeLabelIds?: string[] };
    unlabel(store, mailbox.address, ids, removeLabelIds);
    response.status(204).end();
  });
  router.get(`${users}/messages/:id`, (request, response) => {
    const mailbox = enter(request, response);
    if (!mailbox) return;
    const message = store.get<StoredMessage>(VENDOR, 'message', `${mailbox.address}/${request.params.id}`);
    if (!message || message.gone) return void failure(response, 404, 'notFound', 'Requested entity was not found.');
    const { id, labelIds, internalDate, historyId, raw } = message;
    response.json({
      id,
      threadId: id,
      labelIds,
      snippet: '',
      historyId: String(historyId),
      internalDate,
      sizeEstimate: raw.length,
      ...(request.query.format === 'raw' ? { raw } : {}),
      ...(request.query.format === 'metadata'
        ? { payload: { headers: headersOf(raw, request.query.metadataHeaders) } }
        : {}),
    });
  });
  router.get(`${users}/history`, (request, response) => {
    const mailbox = enter(request, response);
    if (!mailbox) return;
    const since = Number(request.query.startHistoryId ?? 0);
    if (since <= 0 || since < mailbox.historyFloor)
      return void failure(response, 404, 'notFound', 'Requested entity was not found.');
    const records = mailOf(store, mailbox.address)
      .filter((message) => message.historyId > since)
      .toSorted((left, right) => left.historyId - right.historyId);
    const from = Number(request.query.pageToken ?? 0);
    const maximum = pageSize(request);
    const page = records.slice(from, from + maximum);
    response.json({
      ...(page.length > 0
        ? {
            history: page.map((message) => ({
              id: String(message.historyId),
              messages: [{ id: message.id, threadId: message.id }],
              ...historyOf(message),
            })),
          }
        : {}),
      ...(from + maximum < records.length ? { nextPageToken: String(from + maximum) } : {}),
      historyId: String(mailbox.historyId),
    });
  });
  return router;
}
