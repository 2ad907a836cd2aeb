import type { Response } from 'express';
import type { Reply } from './route.ts';

/** Bytes a stream keeps for a slow reader. */
const UNREAD_BYTES = 262_144;

/** An answer as it goes out: the same request under the same key gets these bytes again. */
export interface WireReply {
  status: number;
  type: string | null;
  headers: Record<string, string | string[]>;
  text: string | null;
}

export const onWire = (reply: Reply): WireReply => ({
  status: reply.status,
  headers: reply.headers ?? {},
  ...(reply.type
    ? { type: reply.type, text: String(reply.body) }
    : reply.status === 204
      ? { type: null, text: null }
      : { type: 'application/json', text: JSON.stringify(reply.body) ?? null }),
});

/**
 * Sends an answer that nobody keeps: it is of this caller and of now. An ETag counts the changes of one row, for If-Match; what
 * stands around the row may have changed all the same. So express's send() is not used: it answers 304 to If-None-Match.
 */
export function sendOnWire(response: Response, wire: WireReply): void {
  response.status(wire.status).set({ 'cache-control': 'no-store', ...wire.headers });
  if (wire.text === null) {
    response.end();
    return;
  }
  response.type(wire.type ?? 'application/json').set('content-length', String(Buffer.byteLength(wire.text)));
  // As text: node sends it in one write with the head; bytes would be a second piece.
  response.end(response.req.method === 'HEAD' ? undefined : wire.text, 'utf8');
}

function sendStream(response: Response, reply: Reply, stream: NonNullable<Reply['stream']>): void {
  response.status(reply.status).set(reply.headers ?? {});
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const leave = stream(
    (text) => {
      if (response.writableEnded) return;
      // A reader who does not read is cut off; it comes back and reads everything anew.
      if (response.writableLength > UNREAD_BYTES) response.destroy();
      else response.write(text);
    },
    () => void response.end(),
  );
  // A reader who only wants the head, or has gone already, holds no place.
  if (response.req.method === 'HEAD') response.end();
  if (response.closed) leave();
  else response.on('close', leave);
}

export function sendReply(response: Response, reply: Reply): void {
  if (reply.stream) sendStream(response, reply, reply.stream);
  else sendOnWire(response, onWire(reply));
}
