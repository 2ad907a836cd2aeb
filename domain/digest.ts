import { createHash } from 'node:crypto';
import { canonicalJson } from './reviews/canonicalJson.ts';

/** SHA-256 of text, hex. Not for workflow code (it needs node:crypto). */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Hash of the canonical JSON of a value: equal content, equal hash. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A stable UUID made from text (version 8, SHA-256), for ids that must be the same on every retry. */
export function uuidFromText(text: string): string {
  const hex = sha256(text);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
