"use client";

import type { MonteCarloSummary } from "../../../../../server/domain/carbon-footprint/analysis/monte-carlo.ts";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { asStated, percent } from "../../../../_ui/shown.ts";

interface MonteCarloResultProps {
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
  return asStated(String(Number(value.toPrecision(4))));
}

const height = 160;

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
  const place = (value: number) => ((value - first.from) / (last.to - first.from)) * 100;
  const x = (value: number) => `${Math.min(99.9, Math.max(0.1, place(value))).toFixed(3)}%`;
  const marks = [
    { value: low, name: "low", className: "chart-mark chart-mark-dashed" },
    { value: high, name: "high", className: "chart-mark chart-mark-dashed" },
    { value: calculated, name: "calculated", className: "chart-mark" },
  ];
  return (
    <figure className="chart">
      <svg width="100%" height={height} role="img" aria-label={t("monteCarlo.picture")}>
        {histogram.map(({ from, to, count }) => (
          <rect
            key={from}
            className="chart-bar"
            x={`${place(from).toFixed(3)}%`}
            width={`${Math.max(0.2, place(to) - place(from) - 0.3).toFixed(3)}%`}
            y={height - (count / tallest) * (height - 8)}
            height={(count / tallest) * (height - 8)}
          />
        ))}
        <line className="chart-axis" x1="0" x2="100%" y1={height} y2={height} />
        {marks.map(({ value, name, className }) => (
          <line key={name} className={className} x1={x(value)} x2={x(value)} y1="0" y2={height} />
        ))}
      </svg>
      <div className="chart-ends small muted">
        <span>{figure(first.from)}</span>
        <span>{figure(last.to)}</span>
      </div>
      <figcaption className="small muted">{t("monteCarlo.pictureWords")}</figcaption>
    </figure>
  );
}
