/** Colours alone tell nobody apart: each series has a pattern as well, and lines have marks. */
const SERIES_LOOKS = 6;
export const lookOf = (place: number) => place % SERIES_LOOKS;

const HATCHES: readonly (string | null)[] = [
  null,
  'M0 8L8 0M-2 2L2 -2M6 10L10 6',
  'M0 4H8',
  'M0 0L8 8M-2 6L2 10M6 -2L10 2',
  'M4 0V8',
  'M0 4H8M4 0V8',
];

/** The patterns of a chart, to be named by `fillOf`. */
export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      {HATCHES.map((hatch, place) => (
        <pattern key={hatch ?? 'plain'} id={`${id}-${place}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" className={`series-${place}`} />
          {hatch && <path d={hatch} className="hatch" />}
        </pattern>
      ))}
    </defs>
  );
}
export const fillOf = (id: string, place: number) => `url(#${id}-${lookOf(place)})`;

/** A mark of a line: another shape for each series. */
export function Mark({ place, x, y }: { place: number; x: number; y: number }) {
  const look = lookOf(place);
  const className = `series-${look}`;
  if (look % 3 === 0) return <circle className={className} cx={x} cy={y} r="3.5" />;
  if (look % 3 === 1) return <rect className={className} x={x - 3.5} y={y - 3.5} width="7" height="7" />;
  return <path className={className} d={`M${x} ${y - 4.5}L${x + 4.5} ${y + 3.5}H${x - 4.5}Z`} />;
}

/** Which series looks how. */
export function Legend({ id, series, lines }: { id: string; series: readonly string[]; lines: boolean }) {
  return (
    <ul className="legend">
      {series.map((title, place) => (
        <li key={title}>
          <svg width="20" height="14" aria-hidden="true">
            {lines ? (
              <>
                <path className={`line series-${lookOf(place)}`} d="M0 7H20" />
                <Mark place={place} x={10} y={7} />
              </>
            ) : (
              <rect width="20" height="14" rx="2" fill={fillOf(id, place)} />
            )}
          </svg>
          {title}
        </li>
      ))}
    </ul>
  );
}
