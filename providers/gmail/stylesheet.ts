/** A rule of a style sheet as far as it is looked at. */
export interface Rule {
  /** The element and its ancestors, outermost first, each with all that must hold for it. */
  path: Simple[];
  declarations: Map<string, string>;
  /** Holds on every screen. */
  always: boolean;
}
interface Simple {
  tag: string | null;
  id: string | null;
  classes: string[];
}

const MAXIMUM_RULES = 2_000;
/** Rules of these hold only while somebody does something. */
const PASSING = /:(?:hover|active|focus|visited|checked|target|before|after)|::/i;

/** Declarations of a rule or a `style`: the last of a name wins. */
export const declarationsOf = (text: string): Map<string, string> =>
  new Map(
    text.split(';').flatMap((one) => {
      const at = one.indexOf(':');
      const value = one
        .slice(at + 1)
        .replace(/!\s*important/i, '')
        .trim()
        .toLowerCase();
      return at > 0 && value ? [[one.slice(0, at).trim().toLowerCase(), value] as const] : [];
    }),
  );

function simpleOf(text: string): Simple {
  const bare = text.replaceAll(/\[[^\]]*\]|:[\w-]+(?:\([^)]*\))?/g, '');
  return {
    tag: /^[a-z][\w-]*/i.exec(bare)?.[0].toLowerCase() ?? null,
    id: /#([\w-]+)/.exec(bare)?.[1] ?? null,
    classes: [...bare.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name),
  };
}

/** All rules of style sheets, at any depth of `@media`. Brothers count as ancestors: too much is hidden rather than too little. */
export function rulesOf(css: string): Rule[] {
  const text = css.replaceAll(/\/\*[\s\S]*?\*\/|<!--|-->/g, '');
  const rules: Rule[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length && rules.length < MAXIMUM_RULES; at += 1) {
    if (text[at] === '}') [depth, from] = [Math.max(0, depth - 1), at + 1];
    if (text[at] !== '{') continue;
    const head = text.slice(from, at).split(';').at(-1)?.trim() ?? '';
    from = at + 1;
    depth += 1;
    const end = text.indexOf('}', at);
    if (head.startsWith('@') || end < 0) continue;
    const declarations = declarationsOf(text.slice(at + 1, end));
    for (const selector of head.split(',')) {
      const parts = selector
        .trim()
        .split(/[\s>+~]+/)
        .filter(Boolean);
      if (parts.length > 0 && !PASSING.test(selector))
        rules.push({ path: parts.map(simpleOf), declarations, always: depth === 1 });
    }
  }
  return rules;
}

export interface Styled {
  name: string;
  attribs: Record<string, string>;
}
const isSimple = ({ tag, id, classes }: Simple, { name, attribs }: Styled): boolean =>
  (tag === null || tag === name) &&
  (id === null || id === attribs.id) &&
  classes.every((one) => (attribs.class ?? '').split(/\s+/).includes(one));

/** Whether a rule is for an element with these ancestors, in whichever order. */
export const isFor = ({ path }: Rule, element: Styled, above: readonly Styled[]): boolean => {
  const own = path.at(-1);
  return (
    own !== undefined &&
    isSimple(own, element) &&
    path.slice(0, -1).every((one) => above.some((ancestor) => isSimple(one, ancestor)))
  );
};
