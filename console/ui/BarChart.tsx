export interface Bar {
  label: string;
  /** One value per series; the sum is the bar's height. */
  values: number[];
}

const HEIGHT = 160;
const STEP = 28;

/** Stacked bars; the table beside a chart says the same in numbers, so the picture itself is hidden from screen readers. */
export function BarChart({ bars, series, format }: { bars: Bar[]; series: string[]; format(value: number): string }) {
  const total = (bar: Bar) => bar.values.reduce((sum, value) => sum + value, 0);
  const highest = Math.max(...bars.map(total), Number.MIN_VALUE);
  return (
    <figure className="chart" aria-hidden="true">
      <div className="chart-scroll">
        <svg width={bars.length * STEP + 8} height={HEIGHT + 22} role="presentation">
          {bars.map((bar, index) => {
            let top = HEIGHT;
            return (
              <g key={bar.label}>
                {bar.values.map((value, place) => {
                  const height = (value / highest) * (HEIGHT - 12);
                  top -= height;
                  return (
                    <rect
                      key={series[place]}
                      className={`series-${place % 4}`}
                      x={index * STEP + 6}
                      y={top}
                      width={STEP - 10}
                      height={height}
                      rx="2"
                    >
                      <title>{`${bar.label} ${series[place] ?? ''}: ${format(value)}`}</title>
                    </rect>
                  );
                })}
                <text x={index * STEP + STEP / 2 + 1} y={HEIGHT + 16} textAnchor="middle">
                  {bar.label.slice(-2)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption>
        {series.map((name, place) => (
          <span key={name}>
            <i className={`swatch series-${place % 4}`} /> {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
