import { useKeys } from '../shell/keys.ts';

/** j and k go to the next and the previous row of a list, as in the inbox; Enter opens it, because its link has the focus. */
export function useRowKeys(): void {
  const go = (step: 1 | -1) => {
    const links: Element[] = [...document.querySelectorAll('#main table a[data-row]')];
    const at = links.indexOf(document.activeElement ?? document.body);
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
    if (next instanceof HTMLElement) next.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
}
