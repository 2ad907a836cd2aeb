import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar, LinePath } from '@visx/shape';
import { useEffect, useId, useRef, useState } from 'react';
import { highest, namedDays, type Picture } from './picture.ts';
import { fillOf, Legend, lookOf, Mark, Patterns } from './Swatches.tsx';

const HEIGHT = 200;
const MARGIN = { top: 14, right: 22, bottom: 26, left: 76 };
/** Pixels that the name of a day needs. */
const DAY_ROOM = 62;
/** A limit further above the highest value than this is drawn at the upper edge, so that the values stay visible. */
const LIMIT_IN_SIGHT = 4;
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
export const dayLabel = (day: string) => DAY.format(Date.parse(`${day}T00:00:00Z`));

interface ChartProps {
  /** What it shows; the table beside it says the same in numbers. */
  label: string;
  picture: Picture;
  form: 'stack' | 'bars' | 'lines';
  format(value: number): string;
  /** Its values have no fractions, so its axis has none. */
  whole?: boolean;
  limit?: { title: string; value: number };
}

/** The width that there is, in pixels; changes with the window. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}

type Scales = ReturnType<typeof scalesOf>;
function scalesOf({ picture, form, limit, whole }: ChartProps, width: number) {
  const top = highest(picture, form === 'stack');
  const shownLimit = limit && (top === 0 || limit.value <= top * LIMIT_IN_SIGHT) ? limit.value : 0;
  const innerWidth = Math.max(10, width - MARGIN.left - MARGIN.right);
  const x = scaleBand<string>({ domain: [...picture.days], range: [0, innerWidth], padding: 0.22 });
  const y = scaleLinear<number>({
    domain: [0, Math.max(top, shownLimit) || 1],
    range: [HEIGHT - MARGIN.top - MARGIN.bottom, 0],
    nice: true,
  });
  const ticks = y.ticks(4).filter((tick) => !whole || Number.isInteger(tick));
  return { x, y, ticks, innerWidth, limitInSight: shownLimit > 0 };
}

/** Bars of one day: on top of each other, or side by side. */
function DayBars({
  picture,
  stacked,
  day,
  scales,
  id,
}: {
  picture: Picture;
  stacked: boolean;
  day: number;
  scales: Scales;
  id: string;
}) {
  const { x, y } = scales;
  const left = x(picture.days[day] ?? '') ?? 0;
  const width = stacked ? x.bandwidth() : x.bandwidth() / picture.series.length;
  let below = 0;
  return picture.series.map((series, place) => {
    const value = picture.values[place]?.[day] ?? 0;
    const from = stacked ? below : 0;
    below += value;
    if (value <= 0) return null;
    return (
      <Bar
        key={series}
        x={left + (stacked ? 0 : width * place)}
        y={y(from + value)}
        width={width}
        height={Math.max(1, y(from) - y(from + value))}
        fill={fillOf(id, place)}
      />
    );
  });
}

function SeriesLine({ picture, place, scales: { x, y } }: { picture: Picture; place: number; scales: Scales }) {
  const points = picture.days.flatMap((day, index) => {
    const value = picture.values[place]?.[index] ?? null;
    return value === null ? [] : [{ x: (x(day) ?? 0) + x.bandwidth() / 2, y: y(value) }];
  });
  return (
    <>
      <LinePath
        className={`line series-${lookOf(place)}`}
        data={points}
        x={(point) => point.x}
        y={(point) => point.y}
      />
      {points.map((point) => (
        <Mark key={point.x} place={place} x={point.x} y={point.y} />
      ))}
    </>
  );
}

function Limit({ scales, title, value }: { scales: Scales; title: string; value: number }) {
  const at = scales.limitInSight ? scales.y(value) : 0;
  return (
    <>
      <line className="limit" x1="0" x2={scales.innerWidth} y1={at} y2={at} />
      <text x={scales.innerWidth} y={at - 4} textAnchor="end">
        {scales.limitInSight ? title : `${title}, above this picture`}
      </text>
    </>
  );
}

/** What the pointer is over, in words. The table says the same to those who use no pointer. */
const readout = ({ picture, format }: ChartProps, day: number) =>
  `${dayLabel(picture.days[day] ?? '')}: ${picture.series
    .map((series, place) => {
      const value = picture.values[place]?.[day] ?? null;
      return `${series} ${value === null ? '–' : format(value)}`;
    })
    .join(' · ')}`;

/** Bars or lines over days, by visx (docs/decisions/0033-charts.md). Nothing in it moves. */
export function Chart(props: ChartProps) {
  const { label, picture, form, format, limit } = props;
  const id = useId().replaceAll(/[^\w-]/g, '');
  const { place, width } = useWidth();
  const [over, setOver] = useState<number | null>(null);
  const scales = scalesOf(props, width);
  const { x, y, ticks, innerWidth } = scales;
  const height = HEIGHT - MARGIN.top - MARGIN.bottom;
  return (
    <figure className="chart">
      <div ref={place}>
        <svg width={width} height={HEIGHT} role="img" aria-label={label} onPointerLeave={() => setOver(null)}>
          <Patterns id={id} />
          <Group left={MARGIN.left} top={MARGIN.top}>
            <GridRows scale={y} width={innerWidth} tickValues={ticks} className="grid-rows" />
            {form === 'lines'
              ? picture.series.map((series, index) => (
                  <SeriesLine key={series} picture={picture} place={index} scales={scales} />
                ))
              : picture.days.map((day, index) => (
                  <DayBars key={day} picture={picture} stacked={form === 'stack'} day={index} scales={scales} id={id} />
                ))}
            {limit && <Limit scales={scales} {...limit} />}
            {picture.days.map((day, index) => (
              <rect
                key={day}
                className={`hover${over === index ? ' over' : ''}`}
                x={x(day) ?? 0}
                width={x.bandwidth()}
                height={height}
                onPointerEnter={() => setOver(index)}
              />
            ))}
            <AxisLeft
              scale={y}
              tickValues={ticks}
              tickFormat={(value) => format(Number(value))}
              tickClassName="tick"
              hideAxisLine
            />
            <AxisBottom
              scale={x}
              top={height}
              tickValues={namedDays(picture.days, Math.floor(innerWidth / DAY_ROOM))}
              tickFormat={dayLabel}
              tickClassName="tick"
            />
          </Group>
        </svg>
      </div>
      <figcaption>
        <Legend id={id} series={picture.series} lines={form === 'lines'} />
        <p className="quiet readout" aria-hidden="true">
          {over === null ? ' ' : readout(props, over)}
        </p>
      </figcaption>
    </figure>
  );
}
