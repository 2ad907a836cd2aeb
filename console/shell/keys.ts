import { useEffect, useRef } from 'react';

/** Whether the key goes into something the person is writing or choosing in. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  // A box that is ticked takes no text.
  if (target.tagName === 'INPUT' && /^(checkbox|radio|button|submit)$/.test((target as HTMLInputElement).type))
    return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Single keys of a page; they rest while somebody types, holds a modifier or has a dialog open. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return;
      if (document.querySelector('[role=dialog], [role=menu]')) return;
      const act =
        latest.current[
          event.shiftKey && event.key.length === 1 && event.key !== '?' ? `shift-${event.key.toLowerCase()}` : event.key
        ];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** What `?` shows; the pages' own handlers are beside what they do. */
export const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['j / k', 'next / previous task'],
  ['a', 'approve, link, or answer found'],
  ['r', 'reject, put aside, or answer absent'],
  ['e', 'change the proposal'],
  ['t', 'ask the model again'],
  ['s', 'escalate with a reason'],
  ['x', 'select the task'],
  ['Shift x', 'select everything between'],
  ['u', 'take the last decision back, while its 5 seconds run'],
  ['o', 'take the task, or let it go'],
  ['/', 'search'],
  ['Escape', 'back to the list; close what is open'],
  ['Ctrl k', 'go to any page'],
  ['?', 'this help'],
];
