import { describe, expect, it } from 'vitest';
import { readQueueMessage } from './envelope.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const EVENT = { case_id: 'CASE-1', customer_id: 'ACC-1' };
const BODY = JSON.stringify(EVENT);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const read = (body: unknown) => readQueueMessage(typeof body === 'string' ? body : JSON.stringify(body), NOW);

const sns = (message: string, over: object = {}) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: 'arn:aws:sns:us-west-2:123456789012:disputes',
  Subject: 'A dispute',
  Message: message,
  Timestamp: '2026-11-27T09:59:00.000Z',
  SignatureVersion: '1',
  ...over,
});
const bridge = (detail: unknown, over: object = {}) => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Dispute opened',
  source: 'crm.disputes',
  account: '111122223333',
  time: '2026-11-27T09:59:00Z',
  region: 'us-west-1',
  resources: [],
  detail,
  ...over,
});
const cloud = (over: object) => ({ specversion: '1.0', type: 'dispute.opened', source: '/crm', id: '1', ...over });

describe('[DR-WF-01] envelopes of the queue', () => {
  it.each([
    ['plain', BODY, ['plain']],
    ['white space around it', `\r\n  ${BODY}\n`, ['plain']],
    ['with its date', JSON.stringify({ ...EVENT, occurred_at: '2026-11-27T10:04:59Z' }), ['plain']],
    ['a byte order mark', `\ufeff${BODY}`, ['byte order mark']],
    ['base64', base64(BODY), ['base64']],
    [
      'base64 in lines, with a mark inside',
      base64(`\ufeff${BODY}`).replaceAll(/(.{20})/g, '$1\n'),
      ['base64', 'byte order mark'],
    ],
    ['JSON in a JSON text', JSON.stringify(BODY), ['JSON text']],
    ['SNS', sns(BODY), ['SNS notification']],
    ['SNS of base64', sns(base64(BODY)), ['SNS notification', 'base64']],
    ['SNS with a mark', sns(`\ufeff${BODY}`), ['SNS notification', 'byte order mark']],
    ['EventBridge', bridge(EVENT), ['EventBridge event']],
    ['EventBridge with a text', bridge(BODY), ['EventBridge event']],
    ['EventBridge in SNS', sns(JSON.stringify(bridge(EVENT))), ['SNS notification', 'EventBridge event']],
    ['CloudEvents', cloud({ data: EVENT, time: '2026-11-27T09:00:00Z' }), ['CloudEvent']],
    ['CloudEvents in base64', cloud({ data_base64: base64(BODY) }), ['CloudEvent', 'base64']],
    ['Records of SNS', { Records: [{ EventSource: 'aws:sns', Sns: sns(BODY) }] }, ['Records of one event']],
    ['Records of SQS', { Records: [{ messageId: 'x', body: BODY }] }, ['Records of one event']],
    ['Records of Kinesis', { Records: [{ kinesis: { data: base64(BODY) } }] }, ['Records of one event', 'base64']],
    ['Records of the event', { Records: [EVENT] }, ['Records of one event']],
  ])('%s is read', (_name, body, envelopes) => {
    const reading = read(body);
    expect(reading).toMatchObject({ ok: true, event: EVENT });
    expect(reading.envelopes).toEqual(envelopes);
  });

  it.each([
    ['nonsense', 'hello', 'UNREADABLE_MESSAGE', 'plain'],
    ['nothing', '', 'UNREADABLE_MESSAGE', 'plain'],
    ['cut', '{"case_id": 17', 'UNREADABLE_MESSAGE', 'plain'],
    ['another event', { order_id: 1 }, 'INVALID_EVENT', 'plain'],
    ['a name twice', '{"case_id":"A","case_id":"B","customer_id":"C"}', 'UNREADABLE_MESSAGE', 'plain'],
    ['depth', '['.repeat(100_000), 'UNREADABLE_MESSAGE', 'plain'],
    ['NUL', { ...EVENT, case_id: 'a\u0000b' }, 'INVALID_EVENT', 'plain'],
    [
      'a confirmation',
      sns('You have chosen to subscribe', { Type: 'SubscriptionConfirmation', Token: 'x' }),
      'UNKNOWN_ENVELOPE',
      'SNS subscription confirmation',
    ],
    [
      'a file of S3',
      { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'b' }, object: { key: 'k' } } }] },
      'UNKNOWN_ENVELOPE',
      'S3 notification',
    ],
    ['several records', { Records: [EVENT, EVENT] }, 'UNKNOWN_ENVELOPE', 'Records of several events'],
    ['no records', { Records: [] }, 'UNKNOWN_ENVELOPE', 'Records of several events'],
    ['SNS of nonsense', sns('hello'), 'UNREADABLE_MESSAGE', 'SNS notification'],
    ['EventBridge of another event', bridge({ order_id: 1 }), 'INVALID_EVENT', 'EventBridge event'],
    ['dated in the future', { ...EVENT, occurred_at: '2026-11-27T10:05:01Z' }, 'EVENT_IN_FUTURE', 'plain'],
    ['in the future by its zone', { ...EVENT, occurred_at: '2026-11-27T10:00:00-01:00' }, 'EVENT_IN_FUTURE', 'plain'],
    ['sent in the future', sns(BODY, { Timestamp: '2027-01-01T00:00:00.000Z' }), 'EVENT_IN_FUTURE', 'SNS notification'],
    ['on a bus of the future', bridge(EVENT, { time: '2026-11-27T10:06:00Z' }), 'EVENT_IN_FUTURE', 'EventBridge event'],
    ['a cloud of the future', cloud({ data: EVENT, time: '2999-01-01T00:00:00Z' }), 'EVENT_IN_FUTURE', 'CloudEvent'],
    ['no date', { ...EVENT, occurred_at: 'tomorrow' }, 'INVALID_EVENT', 'plain'],
  ])('%s is refused with its code and the envelope that was seen', (_name, body, code, envelope) => {
    const reading = read(body);
    expect(reading).toMatchObject({ ok: false, code });
    expect(reading.envelopes).toContain(envelope);
    // What it says of a letter stands on a page for people: no field, no form of data, nothing of the text itself.
    expect(reading.ok ? '' : reading.problem).toMatch(/^(?:it|its|one event|[A-Z][a-z ]+ is missing)\b/);
    expect(reading.ok ? '' : reading.problem).not.toMatch(/JSON|_|order/);
  });

  it('envelopes without end are refused, and what is said about a message is short and holds none of its text', () => {
    let body = BODY;
    for (let index = 0; index < 8; index += 1) body = JSON.stringify(sns(body));
    expect(read(body)).toMatchObject({ ok: false, code: 'UNKNOWN_ENVELOPE' });
    const secret = read({ case_id: 'SECRET-CASE-TEXT SECRET', customer_id: 'x' });
    expect(JSON.stringify(secret)).not.toContain('SECRET');
    expect(JSON.stringify(read({ [`${'n'.repeat(5_000)}`]: 1 })).length).toBeLessThan(500);
  });
});
