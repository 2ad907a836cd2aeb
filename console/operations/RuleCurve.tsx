import { curvePath, heightOf, peakOf } from './curve.ts';
import { type Rule, thresholdText } from './ruleFields.ts';

const SIZE = { width: 336, height: 56 };

/** The highest figure of each hour of the last week, with a line where the threshold stands. */
export function RuleCurve({ rule, threshold }: { rule: Rule; threshold: number }) {
  const { curve } = rule;
  if (curve.length === 0)
    return (
      <p className="quiet">No readings yet: the first comes within 5 minutes, once there is something to look at.</p>
    );
  const peak = peakOf(curve);
  if (peak === null)
    return (
      <p className="quiet">Too few things in the last week: the figure is counted from {rule.minimum_items} on.</p>
    );
  const line = heightOf(threshold, curve, threshold, SIZE);
  const text = `Last week: at most ${thresholdText(rule, Number(peak.toPrecision(3)))}; the alert stands above ${thresholdText(rule, threshold)}`;
  return (
    <figure className="curve-figure">
      <svg
        className="curve"
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text}
      >
        <line x1="0" x2={SIZE.width} y1={line} y2={line} />
        <path d={curvePath(curve, threshold, SIZE)} />
      </svg>
      <figcaption className="quiet">{text}.</figcaption>
    </figure>
  );
}
