"use client";

import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { footprintShown, shown } from "../../../_ui/shown.ts";

interface ResultStripProps {
  /** Counts the changes of the draft: another number means another state. */
  readonly lock: number;
  readonly cfp: string | null;
  readonly unit: string;
  readonly label: string;
}

/** The result, in sight wherever one is on the screen, and what the last change did to it. */
export function ResultStrip({ lock, cfp, unit, label }: ResultStripProps) {
  const { t } = useText();
  const [seen, setSeen] = useState({ lock, cfp });
  const [words, setWords] = useState("");
  if (lock !== seen.lock) {
    setSeen({ lock, cfp });
    setWords(lastChange(seen.cfp, cfp));
  }

  function lastChange(before: string | null, after: string | null): string {
    if (after === null) return t("declaration.lastChangeGone");
    if (before === null) return t("declaration.lastChangeBack", { after: shown(after, 4), unit });
    if (before === after) return t("declaration.lastChangeNone");
    return t("declaration.lastChange", { before: shown(before, 4), after: shown(after, 4), unit });
  }

  return (
    <div className="result-strip">
      <span>
        {label}{" "}
        <span className="value" data-testid="result">
          {cfp === null ? "–" : footprintShown(cfp)}
        </span>{" "}
        <span className="unit">{unit}</span>
      </span>
      <span className="row">
        <span role="status" className="muted" data-testid="last-change">
          {words}
        </span>
        {words === "" ? null : <a href="#difference">{t("declaration.difference")}</a>}
      </span>
    </div>
  );
}
