import { DomUtils, parseDocument } from 'htmlparser2';
import { BLACK, colorOf, isAlike, WHITE } from './colors.ts';
import { declarationsOf, isFor, type Rule, rulesOf } from './stylesheet.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: object }>;
type Color = NonNullable<Exclude<ReturnType<typeof colorOf>, 'none'>>;

/** HTML as people see it, and what stands in it that they do not, or not all of them, see. */
export interface Seen {
  html: string;
  hidden: string;
}

const isElement = (node: Node): node is Element => 'attribs' in node;
/** Elements whose content mail programs do not show, only after a click, or struck out. */
const CLOSED = new Set([
  'del',
  's',
  'strike',
  'select',
  'template',
  'noscript',
  'dialog',
  'datalist',
  'object',
  'audio',
  'video',
  'canvas',
  'iframe',
  'textarea',
]);
const px = (value: string | undefined): number => Number.parseFloat(value ?? '');
const isNone = (value: string | undefined): boolean => value !== undefined && px(value) === 0;
/** A letter below this many pixels is a dot. */
const SMALLEST = 3;
const FAR = 500;

/** Whether these declarations hide an element, whichever of them wins. */
function hides(style: ReadonlyMap<string, string>): boolean {
  const get = (name: string) => style.get(name);
  const size = get('font-size') ?? /(?:^|\s)([\d.]+(?:px|pt|em|rem|%))/.exec(get('font') ?? '')?.[1];
  const isTiny = size !== undefined && (/em|rem|%/.test(size) ? isNone(size) : px(size) < SMALLEST);
  const isAway = ['left', 'right', 'top', 'bottom', 'text-indent', 'margin-left', 'margin-top'].some(
    (name) => px(get(name)) <= -FAR,
  );
  const isCut =
    /hidden|clip/.test(get('overflow') ?? '') && ['height', 'width', 'max-width'].some((name) => isNone(get(name)));
  return (
    get('display') === 'none' ||
    /hidden|collapse/.test(get('visibility') ?? '') ||
    isNone(get('opacity')) ||
    isNone(get('max-height')) ||
    get('mso-hide') === 'all' ||
    /line-through/.test(`${get('text-decoration') ?? ''}${get('text-decoration-line') ?? ''}`) ||
    /rect\(0|inset\((?:50|100)%/.test(`${get('clip') ?? ''}${get('clip-path') ?? ''}`) ||
    /scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]/.test(get('transform') ?? '') ||
    isTiny ||
    isAway ||
    isCut
  );
}

const isClosed = ({ name, attribs }: Element): boolean =>
  'hidden' in attribs ||
  attribs['aria-hidden'] === 'true' ||
  (CLOSED.has(name) && !('open' in attribs)) ||
  (name === 'details' && !('open' in attribs)) ||
  (name === 'font' && attribs.size === '0');

interface Painted {
  color: Color | 'none';
  /** Null where a picture may lie behind it. */
  ground: Color | null;
}

/** Colours of an element: its own, else those of what it stands in. */
function paintedIn(element: Element, style: ReadonlyMap<string, string>, around: Painted): Painted {
  const background = style.get('background-color') ?? style.get('background') ?? element.attribs.bgcolor?.toLowerCase();
  const ground = background === undefined ? around.ground : colorOf(background);
  const isPicture = /url\(|gradient/.test(`${style.get('background') ?? ''}${style.get('background-image') ?? ''}`);
  const color = colorOf(
    style.get('color') ?? (element.name === 'font' ? (element.attribs.color ?? '').toLowerCase() : ''),
  );
  return {
    color: color ?? around.color,
    ground: isPicture
      ? null
      : ground === 'none'
        ? around.ground
        : (ground ?? (background === undefined ? around.ground : null)),
  };
}

const isUnreadable = ({ color, ground }: Painted): boolean =>
  color === 'none' || (ground !== null && isAlike(color, ground));

/** Comments that one mail program reads, as text that not all people see. */
const withoutConditions = (html: string): string =>
  html.replaceAll(/<!--\[if[^\]]*\]>([\s\S]*?)<!\[endif\]-->/gi, (_all, inside: string) =>
    inside.trim().startsWith('<!-->')
      ? inside.replace(/^\s*<!-->/, '').replace(/<!--\s*$/, '')
      : `<div hidden>${inside.replaceAll(/<(style|xml)[\s\S]*?<\/\1>/gi, ' ').replaceAll(/<[^>]*>/g, ' ')}</div>`,
  );

/** Takes out of a page what is not seen. Sheets and `style` are both looked at; a doubt counts as hidden. */
export function seenOf(html: string): Seen {
  const page = parseDocument(withoutConditions(html));
  const sheets = DomUtils.getElementsByTagName('style', page);
  const rules = rulesOf(sheets.map((sheet) => DomUtils.textContent(sheet)).join('\n'));
  // No part of the page.
  for (const title of DomUtils.getElementsByTagName('title', page)) DomUtils.removeElement(title);
  const hidden: Node[] = [];
  const walk = (nodes: readonly Node[], above: Element[], around: Painted): void => {
    for (const node of [...nodes]) {
      if (node.type === 'text' && node.data.trim() !== '' && isUnreadable(around)) hidden.push(node);
      if (!isElement(node) || node.name === 'style' || node.name === 'script') continue;
      const own = rules.filter((rule) => isFor(rule, node, above));
      const inline = declarationsOf(node.attribs.style ?? '');
      if (isClosed(node) || hides(inline) || own.some(({ declarations }) => hides(declarations))) hidden.push(node);
      else {
        const style = styleOf(own, inline);
        walk(node.children as Node[], [...above, node], paintedIn(node, style, around));
      }
    }
  };
  walk(page.children, [], { color: BLACK, ground: WHITE });
  const unseen = hidden.map((node) => DomUtils.getOuterHTML(node)).join('<br>');
  for (const node of hidden) DomUtils.removeElement(node);
  return {
    html: DomUtils.getOuterHTML(page),
    hidden: unseen.replaceAll(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')|\s(?:aria-)?hidden(?:="[^"]*")?/gi, ''),
  };
}

/** Rules that hold on every screen, then the element's own declarations. */
const styleOf = (rules: readonly Rule[], inline: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...rules.filter(({ always }) => always).flatMap(({ declarations }) => [...declarations]), ...inline]);
