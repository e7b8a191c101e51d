import { librarySource } from "../../../../../server/domain/carbon-footprint/library/library-words.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import type { BandStrip } from "../../../../../server/services/analysis/view.ts";
import { asStated, footprintShown, unitShown } from "../../../../_ui/shown.ts";
import { signs } from "../../../../_ui/signs.ts";
import { Notice } from "../../../../_ui/notice.tsx";
import type { Language } from "../../../../_text/languages.ts";

interface BandChartProps {
  readonly language: Language;
  readonly strip: BandStrip;
  /** The sentence of `W_OUT_OF_RANGE`. */
  readonly outsideWords: string;
}

const head = 28;
const rowHeight = 36;

/** The result as one line through all published values and ranges, and the same as a table with sources. */
export function BandChart({ language, strip, outsideWords }: BandChartProps) {
  const t = textOf(language, "analysis");
  const words = messagesOf(language).analysis.bands;
  const { bands, value, unit, isOutside, per } = strip;
  const own = Number(value);
  const all = bands.flatMap(({ value: single, min, max }) => [single, min, max].map(Number));
  const widest = Math.max(own, ...all.filter(Number.isFinite)) * 1.06 || 1;
  const percent = (at: number) => (at / widest) * 100;
  const x = (at: number) => `${percent(at).toFixed(3)}%`;
  const height = head + bands.length * rowHeight;
  const { colon } = signs(language);
  const standing = (position: "inside" | "below" | "above") =>
    bands.filter((band) => band.position === position && (band.value === null || position !== "inside"))
      .length;
  const counts = { inside: standing("inside"), below: standing("below"), above: standing("above") };
  const name = (band: (typeof bands)[number]) => (language === "zh" ? band.nameZh : band.nameEn);
  return (
    <div className="stack">
      <h3>{per === "capacity" ? words.capacity : words.lifetime}</h3>
      {isOutside ? (
        <Notice tone="warn" title={words.outside}>
          <p>
            {outsideWords}{" "}
            <a href={`/help/W_OUT_OF_RANGE?lang=${language}`}>
              <code className="small">W_OUT_OF_RANGE</code>
            </a>
          </p>
        </Notice>
      ) : null}
      <p>
        <strong>
          {words.ours}
          {colon}
          {footprintShown(value)} <span className="unit">{unitShown(unit, language)}</span>
        </strong>{" "}
        {t("bands.standing", counts)}
      </p>
      <details>
        <summary>{t("bands.open", { count: bands.length })}</summary>
        <figure className="chart">
          <svg width="100%" height={height} role="img" aria-label={words.picture}>
            <text
              className="chart-text chart-text-strong"
              x={x(own)}
              y="16"
              textAnchor={percent(own) > 60 ? "end" : "start"}
            >
              {words.ours} {footprintShown(value)}
            </text>
            <line className="chart-mark" x1={x(own)} x2={x(own)} y1="20" y2={height} />
            {bands.map((band, place) => {
              const from = Number(band.value ?? band.min ?? "0");
              const to = Number(band.value ?? band.max ?? String(widest));
              const top = head + place * rowHeight;
              return (
                <g key={band.id}>
                  <line className="chart-grid" x1="0" x2="100%" y1={top + 26} y2={top + 26} />
                  {from === to ? (
                    <circle className="chart-dot" cx={x(from)} cy={top + 26} r="5" />
                  ) : (
                    <rect
                      className="chart-band"
                      x={x(from)}
                      width={`${(percent(to) - percent(from)).toFixed(3)}%`}
                      y={top + 21}
                      height="10"
                    />
                  )}
                  <text className="chart-text chart-halo" x="0" y={top + 14}>
                    {name(band)}
                  </text>
                </g>
              );
            })}
          </svg>
        </figure>
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col" className="number">
                  {words.range}
                </th>
                <th scope="col">{words.position}</th>
              </tr>
            </thead>
            {[...new Set(bands.map(({ source }) => source))].map((source) => (
              <tbody className="group" key={source}>
                <tr>
                  <th scope="rowgroup" colSpan={3} className="small">
                    {t("pair", { name: words.source, value: librarySource(source)[language] })}
                  </th>
                </tr>
                {bands
                  .filter((band) => band.source === source)
                  .map((band) => (
                    <tr key={band.id}>
                      <th scope="row">
                        {name(band)}{" "}
                        <span className="small muted">
                          {band.geography}, {band.year}
                        </span>
                      </th>
                      <td className="number" data-label={words.range}>
                        {band.value === null
                          ? [band.min, band.max].map((end) => (end === null ? "…" : asStated(end))).join("–")
                          : asStated(band.value)}{" "}
                        <span className="unit">{unitShown(unit, language)}</span>
                      </td>
                      <td data-label={words.position}>
                        {band.value !== null && band.position === "inside" ? t("none") : words[band.position]}
                      </td>
                    </tr>
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      </details>
    </div>
  );
}
