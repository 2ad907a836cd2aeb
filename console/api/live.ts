import { useQueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { useEffect, useSyncExternalStore } from 'react';
import { mergeNamed } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import { sessionFetch } from '../session/session.ts';
import { useSession } from '../session/useSession.ts';

/** What is read again when something of a topic changes, as the areas declare it: the first part of a query's key. */
const KEYS_OF_TOPIC: Readonly<Record<string, readonly string[]>> = mergeNamed(AREAS, 'live');
/** Many changes at once are one reading. */
const GATHER_MS = 300;
/** What sums up everything is read again at any change, and not more often than this. */
const SUMS = 'today';
const GATHER_SUMS_MS = 3_000;
const RECONNECT_MS = [500, 1_000, 2_000, 5_000];

let connected = true;
const watchers = new Set<() => void>();
function setConnected(next: boolean): void {
  if (next === connected) return;
  connected = next;
  for (const watcher of watchers) watcher();
}

/** Whether changes arrive as they happen. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );

async function readStream(signal: AbortSignal, onEvent: (topic: string) => void): Promise<void> {
  const answer = await sessionFetch(new Request('/api/v1/live', { signal }));
  if (answer.status === 403) return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  if (!answer.ok || !answer.body) throw new Error(`live: ${answer.status}`);
  setConnected(true);
  const parser = createParser({ onEvent: (event) => onEvent(event.event ?? '') });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(value);
  }
}

/** Keeps one stream of changes open while somebody is signed in, and reads again what they concern. No polling. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  const session = useSession();
  const open = session.status === 'signedIn';
  useEffect(() => {
    if (!open) return;
    const stop = new AbortController();
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let sums: ReturnType<typeof setTimeout> | undefined;
    const flushSums = () => {
      sums = undefined;
      void queries.invalidateQueries({ queryKey: [SUMS] });
    };
    const flush = () => {
      timer = undefined;
      for (const key of changed) void queries.invalidateQueries({ queryKey: [key] });
      changed.clear();
    };
    const onEvent = (topic: string) => {
      // `resync`: changes may have been missed.
      const keys = topic === 'resync' ? Object.values(KEYS_OF_TOPIC).flat() : (KEYS_OF_TOPIC[topic] ?? []);
      for (const key of keys) changed.add(key);
      sums ??= setTimeout(flushSums, GATHER_SUMS_MS);
      if (changed.size > 0) timer ??= setTimeout(flush, GATHER_MS);
    };
    void (async () => {
      for (let failures = 0; !stop.signal.aborted; ) {
        try {
          await readStream(stop.signal, onEvent);
          failures = 0;
        } catch {
          if (stop.signal.aborted) return;
          setConnected(false);
          failures += 1;
        }
        const wait = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)] ?? 5_000;
        await new Promise<void>((resolve) => {
          const retry = setTimeout(resolve, wait);
          const now = () => {
            clearTimeout(retry);
            resolve();
          };
          addEventListener('online', now, { once: true, signal: stop.signal });
        });
        if (failures > 0) onEvent('resync');
      }
    })();
    return () => {
      stop.abort();
      clearTimeout(timer);
      clearTimeout(sums);
      setConnected(true);
    };
  }, [open, queries]);
}
