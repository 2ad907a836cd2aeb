import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, openFakePage } from '../../tests/console/fakePage.ts';
import { isTyping, useKeys } from './keys.ts';

let page: FakePage;
let pressed: string[];

class Element extends EventTarget {
  readonly tagName: string;
  readonly isContentEditable: boolean;
  constructor(tagName: string, isContentEditable = false) {
    super();
    this.tagName = tagName;
    this.isContentEditable = isContentEditable;
  }
}

/** A key as the window hears it; `target` is what the person is in. */
function press(key: string, part: Partial<KeyboardEvent> = {}, target: unknown = new Element('BODY')) {
  const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...part });
  Object.defineProperty(event, 'target', { value: target });
  page.dispatch(event);
  return event.defaultPrevented;
}
const listen = (names: string[]) => () =>
  useKeys(Object.fromEntries(names.map((name) => [name, () => void pressed.push(name)])));

beforeEach(() => {
  page = openFakePage();
  vi.stubGlobal('HTMLElement', Element);
  pressed = [];
});
afterEach(() => page.close());

describe('single keys of a page', () => {
  it('do what they are for, and nothing else of the browser; other keys keep their own meaning', async () => {
    await page.use(listen(['a', 'Escape']));
    expect([press('a'), press('Escape'), press('b')]).toEqual([true, true, false]);
    expect(pressed).toEqual(['a', 'Escape']);
  });

  it.each([
    ['INPUT', new Element('INPUT')],
    ['TEXTAREA', new Element('TEXTAREA')],
    ['SELECT', new Element('SELECT')],
    ['an editable part', new Element('DIV', true)],
  ])('rest while somebody types in %s', async (_name, target) => {
    await page.use(listen(['a']));
    expect([press('a', {}, target), pressed]).toEqual([false, []]);
  });

  it('act in a button, and where the event has no element', async () => {
    await page.use(listen(['a']));
    press('a', {}, new Element('BUTTON'));
    press('a', {}, null);
    expect(pressed).toEqual(['a', 'a']);
    expect(isTyping({ target: null } as KeyboardEvent)).toBe(false);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])(
    'rest while %s is held: approve is no part of a browser’s shortcut',
    async (held) => {
      await page.use(listen(['a']));
      expect([press('a', { [held]: true }), pressed]).toEqual([false, []]);
    },
  );

  it('rest while a dialog or a menu is open', async () => {
    await page.use(listen(['a']));
    page.document.querySelector = (selector) => (selector.includes('dialog') && selector.includes('menu') ? {} : null);
    expect([press('a'), pressed]).toEqual([false, []]);
  });

  it.each([
    ['x', {}, 'x'],
    ['X', { shiftKey: true }, 'shift-x'],
    ['?', { shiftKey: true }, '?'],
    ['Escape', { shiftKey: true }, 'Escape'],
  ])('%s with %o is %s', async (key, part, name) => {
    await page.use(listen(['x', 'shift-x', '?', 'Escape']));
    press(key, part);
    expect(pressed).toEqual([name]);
  });

  it('are those of the page as it is now, and none after it has gone', async () => {
    const used = await page.use(listen(['a']));
    await used.again(listen(['b']));
    press('a');
    press('b');
    expect(pressed).toEqual(['b']);
    await used.leave();
    press('b');
    expect(pressed).toEqual(['b']);
  });
});
