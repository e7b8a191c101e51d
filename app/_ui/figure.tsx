import type { ReactNode } from "react";

interface FigureProps {
  readonly label: string;
  /** As shown: rounded for reading. */
  readonly value: string;
  readonly unit: string;
  /** Every digit, for those who point at the value. */
  readonly exact?: string;
  /** Date, method with version, source: what the value rests on. */
  readonly basis: ReactNode;
  readonly large?: boolean;
}

/** A value with its unit, and below it what it rests on. A figure without both would be a defect, so both are required. */
export function Figure({ label, value, unit, exact, basis, large = false }: FigureProps) {
  return (
    <div className={large ? "figure figure-large" : "figure"}>
      <div className="figure-label">{label}</div>
      <div className="figure-value" title={exact === undefined ? undefined : `${exact} ${unit}`}>
        {value} <span className="figure-unit">{unit}</span>
      </div>
      <div className="figure-basis">{basis}</div>
    </div>
  );
}
