import type { Page } from 'playwright';

/**
 * Where ids, codes and what people wrote may stand: small ids after the words, texts of customers and mails, raw records that
 * somebody opened, secrets that are shown once.
 */
const MAY_STAND = [
  // Shows people who write programs the fields and codes of the API by their own names.
  '.api-page',
  '.id',
  '.given-text',
  'blockquote',
  'q',
  'pre',
  'kbd',
  '.secret',
  'textarea',
  'style',
  'script',
];

const RULES: readonly [what: string, pattern: string][] = [
  ['snake_case', String.raw`\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b`],
  ['no value', String.raw`\b(?:null|undefined|NaN)\b|\[object`],
  ['JSON', String.raw`\{\s*"|"\s*:\s*["\[{\d]`],
  ['minor units', String.raw`\bminor\b`],
];
const PLANTED = String.raw`alert\(1|\$\$typeof|<[a-z/!]|javascript:|evil\.example`;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Runs in the page: visible texts that speak like the database. */
const SCAN = `(() => {
  const mayStand = ${JSON.stringify(MAY_STAND.join(', '))};
  const rules = ${JSON.stringify(RULES)}.map(([what, pattern]) => [what, new RegExp(pattern)]);
  const planted = new RegExp(${JSON.stringify(PLANTED)}, 'i');
  const uuid = new RegExp(${JSON.stringify(UUID)});
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    // What the suite of stored scripts has planted was written by somebody; cut off, it is known by its tags and addresses.
    if (!parent || planted.test(node.data) || parent.closest(mayStand)) continue;
    if (parent.tagName !== 'OPTION' && !parent.checkVisibility()) continue;
    const text = node.data.replaceAll(/\\S+@\\S+|https?:\\S+/g, '');
    for (const [what, rule] of rules) if (rule.test(text)) found.add(what + ': ' + node.data.trim().slice(0, 120));
    if (uuid.test(text) && parent.closest('h1, h2, h3, a, td:first-child')) found.add('UUID as a title: ' + node.data.trim().slice(0, 120));
  }
  return [...found];
})()`;

/** What is written on the page that no person should read. */
export const databaseWords = (page: Page): Promise<string[]> => page.evaluate<string[]>(SCAN);

const WIDER =
  '[document.scrollingElement, document.querySelector("#main")].map((part) => part ? part.scrollWidth - part.clientWidth : 0)';

/** A telephone, and a window of 1280 px at 200 %: it has half as many in either direction (WCAG 1.4.4, 1.4.10). */
const NARROW = [
  { name: 'a screen of 380 px', width: 380, height: 800 },
  { name: 'a window at 200 %', width: 640, height: 400 },
] as const;

/** Narrow windows in which the page would scroll sideways, each with how far. */
export async function tooWide(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  const found: string[] = [];
  for (const { name, width, height } of NARROW) {
    await page.setViewportSize({ width, height });
    const wider = Math.max(...(await page.evaluate<number[]>(WIDER)));
    if (wider > 0) found.push(`${wider} px wider than ${name}`);
  }
  if (size) await page.setViewportSize(size);
  return found;
}
