import { act, createElement } from 'react';
import { vi } from 'vitest';

/** What a page asks of its server: the request as it left, and the body that was in it. */
export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

type Answer = (asked: Asked, signal: AbortSignal) => Response | Promise<Response>;

/** Keeps texts by name, as `sessionStorage` does. */
function textStore() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
}

const quiet = { addEventListener: () => undefined, removeEventListener: () => undefined };
/** As much of a document as React needs for components that draw nothing. */
const emptyDocument = () => ({
  ...quiet,
  nodeType: 9,
  activeElement: null,
  defaultView: globalThis,
  querySelector: (_selector: string): unknown => null,
});
const emptyElement = (ownerDocument: object) => ({
  ...quiet,
  nodeType: 1,
  nodeName: 'DIV',
  tagName: 'DIV',
  ownerDocument,
});

/** Uses a hook each time it is drawn; another `turn` draws it once more. */
const Probe = ({ look }: { look: () => void; turn: number }) => {
  look();
  return null;
};

/** Tells the other tabs of one browser; Node's own would also reach the tests of other files. */
function tabs() {
  const open: { onmessage: (() => void) | null }[] = [];
  return class {
    onmessage: (() => void) | null = null;
    constructor() {
      open.push(this);
    }
    postMessage() {
      for (const other of open) if (other !== this) other.onmessage?.();
    }
  };
}

/** The undici of Node reads here what relative addresses are relative to; a browser takes the page's own address. */
const ORIGIN = Symbol.for('undici.globalOrigin.1');

/**
 * A browser's globals for tests of the desk's logic: storage, `fetch`, events of the window, and real React on an empty document.
 * `close` takes all of it away again.
 */
export function openFakePage() {
  const page = emptyDocument();
  const events = new EventTarget();
  const asked: Asked[] = [];
  let answer: Answer = () => new Response(null, { status: 204 });
  const sessionStorage = textStore();
  const localStorage = textStore();
  const before = Reflect.getOwnPropertyDescriptor(globalThis, ORIGIN);
  Object.defineProperty(globalThis, ORIGIN, { value: new URL('http://desk.example/'), configurable: true });
  for (const [name, value] of Object.entries({
    window: globalThis,
    document: page,
    HTMLIFrameElement: class {},
    IS_REACT_ACT_ENVIRONMENT: true,
    sessionStorage,
    localStorage,
    BroadcastChannel: tabs(),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    fetch: async (input: string | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      const text = await request.text();
      const { pathname, search } = new URL(request.url);
      const body: unknown = text === '' ? null : JSON.parse(text);
      const one = { method: request.method, path: `${pathname}${search}`, headers: request.headers, body };
      asked.push(one);
      return answer(one, request.signal);
    },
  }))
    vi.stubGlobal(name, value);
  const roots: { unmount(): void }[] = [];
  return {
    asked,
    sessionStorage,
    localStorage,
    document: page,
    /** Answers every call of `fetch` from now on. */
    answer: (by: Answer) => {
      answer = by;
    },
    dispatch: (event: Event) => events.dispatchEvent(event),
    /** Does something and lets React draw what it changed. */
    act: (work: () => unknown) =>
      act(async () => {
        await work();
      }),
    /** Uses a hook in a component of its own; `now()` is what it gave last. */
    async use<Value>(hook: () => Value, wrap: (children: React.ReactNode) => React.ReactNode = (children) => children) {
      const { createRoot } = await import('react-dom/client');
      let last: { value: Value } | null = null;
      let current = hook;
      const look = () => {
        last = { value: current() };
      };
      let turn = 0;
      // React's types want a browser's element; it uses of it what stands in `emptyElement`.
      const root = createRoot(emptyElement(page) as unknown as Parameters<typeof createRoot>[0]);
      roots.push(root);
      const draw = () => act(async () => root.render(wrap(createElement(Probe, { look, turn: turn++ }))));
      await draw();
      return {
        now: (): Value => {
          if (!last) throw new Error('the hook has not been used');
          return last.value;
        },
        again: (other: () => Value) => {
          current = other;
          return draw();
        },
        leave: () => act(async () => root.unmount()),
      };
    },
    async close() {
      for (const root of roots) await act(async () => root.unmount());
      vi.unstubAllGlobals();
      Reflect.deleteProperty(globalThis, ORIGIN);
      if (before) Object.defineProperty(globalThis, ORIGIN, before);
    },
  };
}

export type FakePage = ReturnType<typeof openFakePage>;

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** An error as the API writes it. */
export const refusal = (status: number, code: string, details: Record<string, unknown> = {}): Response =>
  json({ error: { code, message: `said by the server: ${code}`, details } }, status);
