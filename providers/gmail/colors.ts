type Color = [red: number, green: number, blue: number];

const NAMES: Record<string, Color> = {
  white: [255, 255, 255],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  navy: [0, 0, 128],
};
const NEARLY = 24;

export const WHITE: Color = [255, 255, 255];
export const BLACK: Color = [0, 0, 0];

/** The colour a value of CSS names first; 'none' where nothing is painted, null where it can't be told. */
export function colorOf(value: string): Color | 'none' | null {
  if (/^(?:transparent|inherit|initial|unset|none|currentcolor)$/.test(value))
    return value === 'transparent' ? 'none' : null;
  const hex = /#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/.exec(value)?.[1];
  if (hex) {
    const pairs = hex.length < 6 ? [...hex].map((one) => one + one) : (hex.match(/../g) ?? []);
    if (pairs[3] === '00') return 'none';
    return pairs.slice(0, 3).map((one) => Number.parseInt(one, 16)) as Color;
  }
  const numbers = /rgba?\(([^)]*)\)/
    .exec(value)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean)
    .map(Number.parseFloat);
  if (numbers) return numbers[3] === 0 ? 'none' : ([numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0] satisfies Color);
  const name = value.split(/\s+/).find((one) => Object.hasOwn(NAMES, one));
  return (name === undefined ? null : NAMES[name]) ?? null;
}

/** Whether text of one colour can't be read on the other. */
export const isAlike = (left: Color, right: Color): boolean =>
  left.every((value, at) => Math.abs(value - (right[at] ?? 0)) <= NEARLY);
