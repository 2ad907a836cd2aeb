/** Where a curve stands in its picture: x to the right, y downwards, both from 0. */
interface Size {
  width: number;
  height: number;
}

/** What the picture's upper edge is worth: room above the highest figure and the threshold. */
const topOf = (values: readonly (number | null)[], threshold: number): number =>
  Math.max(threshold, ...values.map((value) => value ?? 0)) * 1.15 || 1;

const short = (position: number) => Math.round(position * 10) / 10;

/** The height at which a figure stands. */
export function heightOf(
  figure: number,
  values: readonly (number | null)[],
  threshold: number,
  { height }: Size,
): number {
  return short(height - 1 - (figure / topOf(values, threshold)) * (height - 2));
}

/**
 * The path of a curve, one step an hour, with a gap where there was no reading; a reading alone is a short stroke. Empty
 * without readings.
 */
export function curvePath(values: readonly (number | null)[], threshold: number, size: Size): string {
  const step = size.width / Math.max(1, values.length);
  const parts: string[] = [];
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const y = heightOf(value, values, threshold, size);
    const [left, right] = [short(index * step), short((index + 1) * step)];
    parts.push(`${drawing ? 'L' : 'M'}${left} ${y}L${right} ${y}`);
    drawing = true;
  });
  return parts.join('');
}

/** The highest figure of a curve; null without readings. */
export function peakOf(values: readonly (number | null)[]): number | null {
  const read = values.filter((value) => value !== null);
  return read.length > 0 ? Math.max(...read) : null;
}
