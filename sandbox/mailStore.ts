import { randomBytes } from 'node:crypto';
import type { SandboxStore } from './store.ts';

export interface Mailbox {
  address: string;
  historyId: number;
  /** History before this is forgotten. */
  historyFloor: number;
}
export interface StoredMessage {
  id: string;
  mailbox: string;
  historyId: number;
  labelIds: string[];
  internalDate: string;
  /** base64url, as Gmail gives it. */
  raw: string;
  from: string;
  /** Labels that were taken from it by the change that `historyId` names. */
  removed?: string[];
  /** Listed, but deleted before anybody reads it. */
  gone?: boolean;
}
/** What lists and searches look at: everything but the text. */
type Entry = Omit<StoredMessage, 'raw'>;

const VENDOR = 'gmail';
/** The mailbox of whoever consents without naming one. */
export const DEFAULT_MAILBOX = 'office@countersign.example';

export function mailboxOf(store: SandboxStore, address: string): Mailbox {
  return store.get<Mailbox>(VENDOR, 'mailbox', address) ?? { address, historyId: 1_000, historyFloor: 0 };
}

const fromOf = (raw: string): string =>
  /^From:.*?<?([^\s<>]+@[^\s<>]+)>?\s*$/im.exec(Buffer.from(raw, 'base64url').toString('latin1'))?.[1]?.toLowerCase() ??
  '';

/** Delivers a message: records of kind `message` come in as `{mailbox?, id?, raw, labelIds?, internalDate?}`. */
export function deliverMail(store: SandboxStore, record: Record<string, unknown>): void {
  const address = String(record.mailbox ?? DEFAULT_MAILBOX);
  const id = String(record.id ?? randomBytes(8).toString('hex'));
  if (store.get(VENDOR, 'message', `${address}/${id}`)) return;
  const mailbox = mailboxOf(store, address);
  const historyId = mailbox.historyId + 1;
  const raw = String(record.raw);
  const message: StoredMessage = {
    id,
    mailbox: address,
    historyId,
    labelIds: (record.labelIds as string[] | undefined) ?? ['INBOX', 'UNREAD'],
    internalDate: String(record.internalDate ?? store.now()),
    raw,
    from: fromOf(raw),
    ...(record.gone ? { gone: true } : {}),
  };
  remember(indexOf(store), message);
  store.put(VENDOR, 'message', `${address}/${id}`, message);
  store.put(VENDOR, 'mailbox', address, { ...mailbox, historyId });
}

/** Messages of each mailbox in memory by id, oldest first: one of 100,000 is searched without reading their texts. */
const indexes = new WeakMap<SandboxStore, Map<string, Map<string, Entry>>>();

function indexOf(store: SandboxStore): Map<string, Map<string, Entry>> {
  // Mailboxes are nobody's company: every view of the world has the one index.
  const world = store.shared();
  const known = indexes.get(world);
  if (known) return known;
  const index = new Map<string, Map<string, Entry>>();
  indexes.set(world, index);
  for (const message of store.list<StoredMessage>(VENDOR, 'message').toReversed()) remember(index, message);
  return index;
}

function remember(index: Map<string, Map<string, Entry>>, { raw: _raw, ...entry }: StoredMessage): void {
  const own = index.get(entry.mailbox) ?? new Map<string, Entry>();
  index.set(entry.mailbox, own.set(entry.id, entry));
}

/** Takes labels from messages of a mailbox; ids it does not hold are passed over. */
export function unlabel(store: SandboxStore, address: string, ids: string[], labels: string[]): void {
  store.atomically(() => {
    for (const id of ids) {
      const message = store.get<StoredMessage>(VENDOR, 'message', `${address}/${id}`);
      if (!message) continue;
      const labelIds = message.labelIds.filter((label) => !labels.includes(label));
      const removed = message.labelIds.filter((label) => labels.includes(label) && HIDDEN.has(label));
      const changed: StoredMessage = { ...message, labelIds };
      if (removed.length > 0) {
        const mailbox = mailboxOf(store, address);
        Object.assign(changed, { removed, historyId: mailbox.historyId + 1 });
        store.put(VENDOR, 'mailbox', address, { ...mailbox, historyId: mailbox.historyId + 1 });
      }
      store.put(VENDOR, 'message', `${address}/${id}`, changed);
      remember(indexOf(store), changed);
    }
  });
}

/** The books of the sandbox were emptied. */
export const forgetMail = (store: SandboxStore): void => void indexes.delete(store.shared());

/** What a mailbox holds, newest first. */
export const mailOf = (store: SandboxStore, address: string): Entry[] =>
  [...(indexOf(store).get(address)?.values() ?? [])].reverse();

/** Lists leave these out unless they are asked for, as Gmail does. */
const HIDDEN = new Set(['SPAM', 'TRASH']);

/** Gmail's search words as far as they are used: from:, is:unread, newer_than:Nd. */
export function search(query: string, nowMs: number): (message: Entry) => boolean {
  const tests = query
    .split(/\s+/)
    .filter(Boolean)
    .map((word): ((message: Entry) => boolean) => {
      const [name, value = ''] = word.split(/:(.*)/);
      const days = name === 'newer_than' ? /^(\d+)d$/.exec(value)?.[1] : undefined;
      if (name === 'from') return (message) => message.from === value.toLowerCase();
      if (name === 'is' && value === 'unread') return (message) => message.labelIds.includes('UNREAD');
      if (days) return (message) => Number(message.internalDate) >= nowMs - Number(days) * 86_400_000;
      return () => true;
    });
  return (message) => !message.labelIds.some((label) => HIDDEN.has(label)) && tests.every((test) => test(message));
}
