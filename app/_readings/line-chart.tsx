import type { ReadingPoint } from "../../server/services/reading/summarise.ts";
import type { Language } from "../_text/languages.ts";
import { asStated, day } from "../_ui/shown.ts";

interface LineChartProps {
  readonly language: Language;
  /** By time, two or more. */
  readonly points: readonly ReadingPoint[];
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** As a page writes it, with the space in front that belongs to it. */
  readonly unit: string;
}

const height = 120;

/**
 * A value over time: a line with its highest and lowest value at the side and its first and last day below. Drawn on the
 * server; the same figures stand in the table beneath it.
 */
export function LineChart({ language, points, label, unit }: LineChartProps) {
  const times = points.map(({ measuredAt }) => Date.parse(measuredAt));
  const values = points.map(({ value }) => Number(value));
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (time: number) => (end === start ? 50 : ((time - start) / (end - start)) * 100);
  const y = (value: number) => (high === low ? 50 : 96 - ((value - low) / (high - low)) * 92);
  const places = points.map((_, at) => `${x(times[at] ?? 0).toFixed(2)},${y(values[at] ?? 0).toFixed(2)}`);
  const lowest = points.find(({ value }) => Number(value) === low);
  const highest = points.find(({ value }) => Number(value) === high);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <figure className="chart reading-chart">
      <div className="reading-chart-values small muted" aria-hidden>
        <span>
          {highest === undefined ? "" : asStated(highest.value)}
          {unit}
        </span>
        <span>{low === high || lowest === undefined ? "" : `${asStated(lowest.value)}${unit}`}</span>
      </div>
      <svg
        width="100%"
        height={height}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {[4, 50, 96].map((line) => (
          <line key={line} className="chart-grid reading-hair" x1="0" x2="100" y1={line} y2={line} />
        ))}
        <polyline className="reading-line" points={places.join(" ")} />
        {points.length > 40
          ? null
          : places.map((place) => {
              const [cx = "0", cy = "0"] = place.split(",");
              // A line of no length with round ends stays round however the picture is stretched.
              return <line key={place} className="reading-dot" x1={cx} x2={cx} y1={cy} y2={cy} />;
            })}
      </svg>
      <div className="chart-ends small muted reading-chart-days" aria-hidden>
        <span>{first === undefined ? "" : day(language, first.measuredAt)}</span>
        <span>{last === undefined ? "" : day(language, last.measuredAt)}</span>
      </div>
    </figure>
  );
}
