import { footprintShown } from "../../../../_ui/shown.ts";

interface StepBarsProps {
  readonly label: string;
  readonly bars: readonly { readonly name: string; readonly value: string }[];
}

/** One bar for the result after each step, all on one scale from zero; the same figures stand in a table. */
export function StepBars({ label, bars }: StepBarsProps) {
  const sizes = bars.map(({ value }) => Number(value));
  const highest = Math.max(...sizes, 0) || 1;
  const lowest = Math.min(...sizes, 0);
  const span = highest - lowest;
  const place = (size: number) => ((size - lowest) / span) * 100;
  return (
    <div className="step-bars" role="img" aria-label={`${label}: ${bars.map(spoken).join("; ")}`}>
      <div className="muted small">{label}</div>
      {bars.map(({ name, value }, index) => {
        const size = sizes[index] ?? 0;
        const from = Math.min(place(0), place(size));
        const width = Math.abs(place(size) - place(0));
        return (
          <div key={`${String(index)} ${name}`} className="step-bar">
            <div className="step-bar-name">{name}</div>
            <div className="step-bar-track">
              <div
                className={index === 0 ? "step-bar-fill step-bar-start" : "step-bar-fill"}
                style={{ marginInlineStart: `${from.toFixed(3)}%`, width: `${width.toFixed(3)}%` }}
              />
            </div>
            <div className="step-bar-value">{footprintShown(value)}</div>
          </div>
        );
      })}
    </div>
  );
}

function spoken({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${name} ${footprintShown(value)}`;
}
