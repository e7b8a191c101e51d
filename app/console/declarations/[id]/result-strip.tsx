"use client";

import { useState } from "react";
import { isZero, parseExact, subtract, toDecimal } from "../../../../server/domain/quantity/exact.ts";
import type { Rounding } from "../../../../server/domain/quantity/exact.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { footprintShown, shown, signed } from "../../../_ui/shown.ts";
import { useWouldBe } from "./live-inventory.tsx";
import type { WouldBe } from "./live-inventory.tsx";

interface ResultStripProps {
  /** Counts the changes of the draft: another number means another state. */
  readonly lock: number;
  readonly cfp: string | null;
  readonly unit: string;
  readonly label: string;
  readonly rounding: Rounding;
}

/**
 * The result, in sight wherever one is on the screen: as it is, what it would be with what is being typed, and what the
 * last change did to it.
 */
export function ResultStrip({ lock, cfp, unit, label, rounding }: ResultStripProps) {
  const { t } = useText();
  const would = useWouldBe();
  const [seen, setSeen] = useState({ lock, cfp });
  const [words, setWords] = useState("");
  if (lock !== seen.lock) {
    setSeen({ lock, cfp });
    setWords(lastChange(seen.cfp, cfp));
  }

  function lastChange(before: string | null, after: string | null): string {
    const four = (value: string) => shown(value, 4, rounding);
    if (after === null) return t("declaration.lastChangeGone");
    if (before === null) return t("declaration.lastChangeBack", { after: four(after), unit });
    if (before === after) return t("declaration.lastChangeNone");
    return t("declaration.lastChange", { before: four(before), after: four(after), unit });
  }

  return (
    <div className="result-strip">
      <span>
        {label}{" "}
        <span className="value" data-testid="result">
          {cfp === null ? "–" : footprintShown(cfp, 3, rounding)}
        </span>{" "}
        <span className="unit">{unit}</span>
      </span>
      {would === null ? null : <AsTyped would={would} cfp={cfp} unit={unit} rounding={rounding} />}
      <span className="row" hidden={would !== null}>
        <span role="status" className="muted" data-testid="last-change">
          {words}
        </span>
        {words === "" ? null : <a href="#difference">{t("declaration.difference")}</a>}
      </span>
    </div>
  );
}

function AsTyped({
  would,
  cfp,
  unit,
  rounding,
}: Pick<ResultStripProps, "cfp" | "unit" | "rounding"> & { readonly would: WouldBe }) {
  const { language, problem } = useText();
  const { t } = useTextOf("inventory");
  if (would.kind === "loading" || would.kind === "unknown")
    return (
      <span className="as-typed" data-testid="would-be">
        {t(`live.${would.kind}`)}
      </span>
    );
  if (would.kind === "problems") {
    const [first] = would.problems;
    const line = first?.line ?? null;
    const name = line === null ? "" : language === "zh" ? line.nameZh : line.nameEn;
    return (
      <span
        className="as-typed warn"
        data-testid="would-be"
        title={first === undefined ? undefined : problem(first)}
      >
        {t("live.none", { count: would.problems.length })} {name === "" ? null : `${name}: `}
        {first === undefined ? null : problem(first)}
      </span>
    );
  }
  const [before, after] = [cfp === null ? null : parseExact(cfp), parseExact(would.cfp)];
  const difference = before === null || after === null ? null : subtract(after, before);
  return (
    <span className="as-typed" data-testid="would-be">
      {t("live.wouldBe")} <strong>{shown(would.cfp, 5, rounding)}</strong>{" "}
      <span className="unit">{unit}</span>{" "}
      {difference === null || isZero(difference) ? null : `(${signed(toDecimal(difference), 5)})`}
    </span>
  );
}
