"use client";

import { histogram } from "../../../server/domain/carbon-footprint/class-distribution.ts";
import { useTextOf } from "../../_ui/more-text.tsx";
import { shown } from "../../_ui/shown.ts";

interface HistogramProps {
  readonly cfps: readonly string[];
  /** Limits drawn over the values, with the word beside each. */
  readonly limits: readonly { readonly name: string; readonly upTo: string }[];
}

/** How the declared values lie, with the limits over them. The tables below say the same in figures. */
export function Histogram({ cfps, limits }: HistogramProps) {
  const { t } = useTextOf("classes");
  const bars = histogram(cfps);
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  // Places on the screen are no figures anybody declares: floating point is enough for them.
  const marks = limits.map(({ upTo }) => Number(upTo)).filter(Number.isFinite);
  const lowest = Math.min(Number(first.from), ...marks);
  const highest = Math.max(Number(last.to), ...marks);
  const span = highest - lowest || 1;
  const margin = span * 0.04;
  const at = (value: number) => ((value - lowest + margin) / (span + 2 * margin)) * 100;
  const most = Math.max(...bars.map(({ count }) => count));
  const places = 4;
  return (
    <figure className="histogram">
      <div className="histogram-field">
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={t("tool.histogram", {
            lowest: shown(first.from, places),
            highest: shown(last.to, places),
          })}
        >
          {bars.map(({ from, to, count }) => {
            const left = at(Number(from));
            const width = bars.length === 1 ? 2 : at(Number(to)) - left;
            const height = (count / most) * 72;
            return (
              <rect
                key={from}
                className="histogram-bar"
                x={bars.length === 1 ? left - 1 : left}
                y={100 - height}
                width={width}
                height={height}
              >
                <title>{t("tool.bar", { count, from: shown(from, places), to: shown(to, places) })}</title>
              </rect>
            );
          })}
          {limits.map(({ name, upTo }) => (
            <line
              key={name}
              className="histogram-limit"
              x1={at(Number(upTo))}
              x2={at(Number(upTo))}
              y1={0}
              y2={100}
            />
          ))}
        </svg>
        {limits.map(({ name, upTo }, place) => (
          <span
            key={name}
            className="histogram-word"
            aria-hidden="true"
            title={`${name}: ${upTo}`}
            style={{
              insetInlineStart: `${at(Number(upTo))}%`,
              insetBlockStart: place % 2 === 0 ? "0" : "1.4em",
            }}
          >
            {name}
          </span>
        ))}
        {bars.map(({ from, to, count }) =>
          count === 0 ? null : (
            <span
              key={from}
              className="histogram-count"
              aria-hidden="true"
              style={{
                insetInlineStart: `${(at(Number(from)) + at(Number(to))) / 2}%`,
                insetBlockEnd: `${(count / most) * 72}%`,
              }}
            >
              {count}
            </span>
          ),
        )}
      </div>
      <div className="histogram-axis" aria-hidden="true">
        <span style={{ insetInlineStart: `${at(Number(first.from))}%` }}>{shown(first.from, places)}</span>
        <span className="histogram-end" style={{ insetInlineEnd: `${100 - at(Number(last.to))}%` }}>
          {shown(last.to, places)}
        </span>
      </div>
      <figcaption className="small muted">{t("unit")}</figcaption>
    </figure>
  );
}
