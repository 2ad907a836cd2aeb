import { type JsonBounds, JsonProblem, parseStrictJson } from '../json/strictJson.ts';
import { eventProblemWords, UNREADABLE_WORDS } from './letterWords.ts';
import { type DisputeEvent, disputeEventSchema } from './schema.ts';

/** How often one envelope may lie in another, e.g. an EventBridge event in an SNS notification in base64. */
const MAXIMUM_ENVELOPES = 6;
const BOUNDS: JsonBounds = { maximumDepth: 32, maximumValues: 5_000 };
/** A clock may be wrong by this much. */
const FUTURE_MS = 5 * 60_000;
const SHOWN = 200;

/** What carries a dispute event from its sender to us, as people who send them call it. */
type EnvelopeName =
  | 'plain'
  | 'byte order mark'
  | 'base64'
  | 'JSON text'
  | 'SNS notification'
  | 'SNS subscription confirmation'
  | 'EventBridge event'
  | 'CloudEvent'
  | 'Records of one event'
  | 'Records of several events'
  | 'S3 notification';

export type QueueReading =
  | { ok: true; event: DisputeEvent; envelopes: EnvelopeName[] }
  | {
      ok: false;
      code: 'UNREADABLE_MESSAGE' | 'UNKNOWN_ENVELOPE' | 'INVALID_EVENT' | 'EVENT_IN_FUTURE';
      problem: string;
      envelopes: EnvelopeName[];
    };

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

/** One layer: what it is called, what lies in it, and when it says that it was sent. */
interface Layer {
  name: EnvelopeName;
  content: unknown;
  sentAt?: unknown;
}

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** Text that is no JSON but holds some in base64, as SNS and Kinesis subscribers get it. */
function fromBase64(text: string): string | null {
  if (!BASE64.test(text)) return null;
  // Every word of letters is some base64; only what then looks like JSON was meant so.
  const bytes = Uint8Array.from(atobOrEmpty(text.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0));
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^\ufeff?\s*[{["]/.test(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

function atobOrEmpty(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

/** The one record of a `Records` wrapper, by the service that made it. */
function recordLayer(record: unknown): Layer | null {
  if (!isFields(record)) return null;
  const { Sns: sns, kinesis, s3, body } = record;
  const name = 'Records of one event';
  if (isFields(s3)) return { name: 'S3 notification', content: null };
  if (isFields(sns)) return { name, content: sns.Message, sentAt: sns.Timestamp };
  if (isFields(kinesis)) return { name, content: kinesis.data };
  return { name, content: body ?? record };
}

/** The envelope that a value is; null when it is none that we know, so perhaps the event itself. */
function layerOf(value: unknown): Layer | null {
  if (isText(value)) return { name: 'JSON text', content: value };
  if (!isFields(value)) return null;
  if (Array.isArray(value.Records))
    return value.Records.length === 1
      ? recordLayer(value.Records[0])
      : { name: 'Records of several events', content: null };
  if (isText(value.Type) && 'TopicArn' in value) {
    if (value.Type === 'Notification')
      return { name: 'SNS notification', content: value.Message, sentAt: value.Timestamp };
    return { name: 'SNS subscription confirmation', content: null };
  }
  if ('detail-type' in value && 'detail' in value)
    return { name: 'EventBridge event', content: value.detail, sentAt: value.time };
  if (isText(value.specversion) && ('data' in value || 'data_base64' in value))
    return { name: 'CloudEvent', content: value.data ?? value.data_base64, sentAt: value.time };
  return null;
}

/** Why an envelope without an event in it can't be taken. */
const REFUSED: Partial<Record<EnvelopeName, string>> = {
  'SNS subscription confirmation': 'it asks to confirm a subscription and holds no event; confirm it at SNS',
  'Records of several events': 'one event a message is taken',
  'S3 notification': 'it names a file and holds no event',
};

function parseText(text: string, envelopes: EnvelopeName[]): unknown {
  const marked = text.startsWith('\ufeff');
  if (marked) envelopes.push('byte order mark');
  const json = marked ? text.slice(1) : text;
  try {
    return parseStrictJson(json, BOUNDS);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const decoded = error.fault === 'unreadable' ? fromBase64(json) : null;
    if (decoded === null) throw error;
    envelopes.push('base64');
    return parseText(decoded, envelopes);
  }
}

/**
 * Reads a message of the queue: takes off the envelopes that queues and buses put around an event, and says which it saw
 * when there is no event inside. `nowMs` judges when it was sent: nothing comes from the future.
 */
export function readQueueMessage(body: string, nowMs: number): QueueReading {
  const envelopes: EnvelopeName[] = [];
  const refuse = (code: Extract<QueueReading, { ok: false }>['code'], problem: string): QueueReading => ({
    ok: false,
    code,
    problem: problem.slice(0, SHOWN),
    envelopes: envelopes.length === 0 ? ['plain'] : envelopes,
  });
  let value: unknown = body;
  try {
    value = parseText(body, envelopes);
    for (let layer = layerOf(value); layer; layer = layerOf(value)) {
      envelopes.push(layer.name);
      const refused = REFUSED[layer.name];
      if (refused) return refuse('UNKNOWN_ENVELOPE', refused);
      if (envelopes.length > MAXIMUM_ENVELOPES)
        return refuse('UNKNOWN_ENVELOPE', `it is packed more than ${MAXIMUM_ENVELOPES} times over`);
      if (isText(layer.sentAt) && Date.parse(layer.sentAt) > nowMs + FUTURE_MS)
        return refuse('EVENT_IN_FUTURE', 'it is dated more than five minutes in the future');
      value = isText(layer.content) ? parseText(layer.content, envelopes) : layer.content;
    }
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    return refuse('UNREADABLE_MESSAGE', UNREADABLE_WORDS[error.fault]);
  }
  const event = disputeEventSchema.safeParse(value);
  if (event.success)
    return isInFuture(event.data, nowMs)
      ? refuse('EVENT_IN_FUTURE', 'it says that it happened more than five minutes in the future')
      : { ok: true, event: event.data, envelopes: envelopes.length === 0 ? ['plain'] : envelopes };
  return refuse('INVALID_EVENT', eventProblemWords(event.error.issues[0]));
}

/** Whether an event says that it happened later than any clock allows. */
export const isInFuture = (event: Pick<DisputeEvent, 'occurred_at'>, nowMs: number): boolean =>
  event.occurred_at !== undefined && Date.parse(event.occurred_at) > nowMs + FUTURE_MS;
