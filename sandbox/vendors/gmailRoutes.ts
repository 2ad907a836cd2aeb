import type { Request, RequestHandler, Router } from 'express';
import { mailOf, type StoredMessage, search, unlabel } from '../mailStore.ts';
import type { SandboxStore } from '../store.ts';
import { CHANGING, type Enter, failure, VENDOR } from './gmailAccess.ts';

interface Gmail {
  store: SandboxStore;
  enter: Enter;
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

const profile =
  ({ store, enter }: Gmail): RequestHandler<{ id: string }> =>
  (request, response) => {
    const mailbox = enter(request, response);
    if (!mailbox) return;
    const messagesTotal = mailOf(store, mailbox.address).length;
    response.json({
      emailAddress: mailbox.address,
      messagesTotal,
      threadsTotal: messagesTotal,
      historyId: String(mailbox.historyId),
    });
  };

/** The address itself, then records of kind `send_as`: `{mailbox, sendAsEmail, treatAsAlias?, verificationStatus?}`. */
const sendAs =
  ({ store, enter }: Gmail): RequestHandler<{ id: string }> =>
  (request, response) => {
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
  };

const listMessages =
  ({ store, enter }: Gmail): RequestHandler<{ id: string }> =>
  (request, response) => {
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
  };

const batchModify =
  ({ store, enter }: Gmail): RequestHandler<{ id: string }> =>
  (request, response) => {
    const mailbox = enter(request, response, CHANGING);
    if (!mailbox) return;
    const { ids, removeLabelIds = [] } = request.body as { ids: string[]; removeLabelIds?: string[] };
    unlabel(store, mailbox.address, ids, removeLabelIds);
    response.status(204).end();
  };

const getMessage =
  ({ store, enter }: Gmail): RequestHandler<{ id: string }> =>
  (request, response) => {
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
  };

const listHistory =
  ({ store, enter }: Gmail): RequestHandler<{ id: string }> =>
  (request, response) => {
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
  };

/** Gmail's API of one user. */
export function addGmail(router: Router, gmail: Gmail): void {
  const users = '/v1/users/me';
  router.get(`${users}/profile`, profile(gmail));
  router.get(`${users}/settings/sendAs`, sendAs(gmail));
  router.get(`${users}/messages`, listMessages(gmail));
  router.post(`${users}/messages/batchModify`, batchModify(gmail));
  router.get(`${users}/messages/:id`, getMessage(gmail));
  router.get(`${users}/history`, listHistory(gmail));
}
