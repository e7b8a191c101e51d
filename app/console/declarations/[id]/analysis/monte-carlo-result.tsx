"use client";

import type { MonteCarloSummary } from "../../../../../server/domain/carbon-footprint/analysis/monte-carlo.ts";
import type { Language } from "../../../../_text/languages.ts";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { footprintShown, percent } from "../../../../_ui/shown.ts";

interface MonteCarloResultProps {
  readonly language: Language;
  readonly summary: MonteCarloSummary;
  readonly names: Readonly<Record<string, string>>;
  readonly calculated: number;
  readonly unit: string;
}

const shownDrivers = 10;

/** Figures, histogram and causes of one simulation. */
export function MonteCarloResult({ summary, names, calculated, unit }: MonteCarloResultProps) {
  const { t } = useTextOf("analysis");
  const { runs, seed, drivers } = summary;
  const figures = [
    ["calculated", calculated],
    ["mean", summary.mean],
    ["median", summary.median],
    ["low", summary.low],
    ["high", summary.high],
    ["standardDeviation", summary.standardDeviation],
  ] as const;
  const shown = drivers.filter(({ share }) => Math.abs(share) >= 0.0005).slice(0, shownDrivers);
  return (
    <div className="stack" data-testid="monte-carlo">
      <p>{t("monteCarlo.between", { low: figure(summary.low), high: figure(summary.high), unit })}</p>
      <Histogram summary={summary} calculated={calculated} />
      <p className="small muted">{t("monteCarlo.basis", { runs, seed: seed === "" ? "–" : seed })}</p>
      <div className="beside-equal">
        <table>
          <caption>{t("monteCarlo.figures", { unit })}</caption>
          <tbody>
            {figures.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{t(`monteCarlo.${name}`)}</th>
                <td className="number" title={String(value)}>
                  {figure(value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <caption>{t("monteCarlo.drivers")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("line")}</th>
              <th scope="col" className="number">
                {t("monteCarlo.varianceShare")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ code, share }) => (
              <tr key={code}>
                <th scope="row">{names[code] ?? t("tree.wholeProduct")}</th>
                <td className="number">{percent(share.toFixed(6))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Statistics deserve no more than four figures. */
function figure(value: number): string {
  return footprintShown(Number(value.toPrecision(4)).toFixed(12));
}

const width = 720;
const height = 160;
const foot = 24;

/** How often each result came out; the calculated value and the ends of the 95 % as lines. */
function Histogram({
  summary,
  calculated,
}: {
  readonly summary: MonteCarloSummary;
  readonly calculated: number;
}) {
  const { t } = useTextOf("analysis");
  const { histogram, low, high } = summary;
  const first = histogram.at(0);
  const last = histogram.at(-1);
  if (first === undefined || last === undefined || !(last.to > first.from)) return null;
  const tallest = Math.max(...histogram.map(({ count }) => count));
  const x = (value: number) => ((value - first.from) / (last.to - first.from)) * width;
  const inside = (value: number) => Math.min(width - 1, Math.max(1, x(value)));
  const marks = [
    { value: low, name: t("monteCarlo.low"), className: "chart-mark chart-mark-dashed" },
    { value: high, name: t("monteCarlo.high"), className: "chart-mark chart-mark-dashed" },
    { value: calculated, name: t("monteCarlo.calculated"), className: "chart-mark" },
  ];
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height + foot}`} role="img" aria-label={t("monteCarlo.picture")}>
        {histogram.map(({ from, to, count }) => (
          <rect
            key={from}
            className="chart-bar"
            x={x(from) + 0.5}
            width={Math.max(0.5, x(to) - x(from) - 1)}
            y={height - (count / tallest) * (height - 8)}
            height={(count / tallest) * (height - 8)}
          />
        ))}
        <line className="chart-axis" x1="0" x2={width} y1={height} y2={height} />
        {marks.map(({ value, name, className }) => (
          <line key={name} className={className} x1={inside(value)} x2={inside(value)} y1="0" y2={height} />
        ))}
        <text className="chart-text" x="0" y={height + 18}>
          {figure(first.from)}
        </text>
        <text className="chart-text" x={width} y={height + 18} textAnchor="end">
          {figure(last.to)}
        </text>
      </svg>
      <figcaption className="small muted">{t("monteCarlo.pictureWords")}</figcaption>
    </figure>
  );
}
