import { textOf } from "../../../../_text/text.ts";
import type { SensitivityView } from "../../../../../server/services/analysis/view.ts";
import { signed } from "../../../../_ui/shown.ts";
import type { Language } from "../../../../_text/languages.ts";

interface TornadoProps {
  readonly language: Language;
  readonly rows: readonly (SensitivityView & { readonly label: string })[];
  readonly unit: string;
}

const rowHeight = 40;
const barTop = 20;
const barHeight = 14;

/**
 * Change of the result for each input, strongest on top, zero in the middle: hollow for a tenth less, filled for a tenth
 * more. The same figures stand in the table below.
 */
export function Tornado({ language, rows, unit }: TornadoProps) {
  const t = textOf(language, "analysis");
  const ends = rows.flatMap(({ low, high }) => [Number(low.difference), Number(high.difference)]);
  const widest = Math.max(...ends.map(Math.abs)) || 1;
  const percent = (value: number) => 50 + (value / widest) * 48;
  const x = (value: number) => `${percent(value).toFixed(3)}%`;
  const bar = (difference: string) => {
    const end = Number(difference);
    return {
      x: x(Math.min(0, end)),
      width: `${Math.abs(percent(end) - 50).toFixed(3)}%`,
    };
  };
  const height = rows.length * rowHeight;
  return (
    <figure className="chart">
      <svg width="100%" height={height} role="img" aria-label={t("sensitivity.picture")}>
        {rows.map(({ label, low, high }, place) => (
          <g key={`${label} ${String(place)}`}>
            <text className="chart-text" x="0" y={place * rowHeight + 14}>
              {label}
            </text>
            <text
              className="chart-text chart-text-muted"
              x="100%"
              y={place * rowHeight + 14}
              textAnchor="end"
            >
              {signed(high.difference, 4)}
            </text>
            <rect
              className="chart-bar-hollow"
              {...bar(low.difference)}
              y={place * rowHeight + barTop}
              height={barHeight}
            />
            <rect
              className="chart-bar"
              {...bar(high.difference)}
              y={place * rowHeight + barTop}
              height={barHeight}
            />
          </g>
        ))}
        <line className="chart-axis" x1="50%" x2="50%" y1="0" y2={height} />
      </svg>
      <figcaption className="small muted">
        <span className="chart-key chart-key-hollow" aria-hidden="true" /> {t("sensitivity.less")}{" "}
        <span className="chart-key" aria-hidden="true" /> {t("sensitivity.more")}{" "}
        {t("sensitivity.unit", { unit })}
      </figcaption>
    </figure>
  );
}
