interface StageBarProps {
  readonly label: string;
  readonly stages: readonly StagePart[];
}

export interface StagePart {
  readonly id: string;
  readonly name: string;
  /** 0..1 of the total; below 0 for a credit. */
  readonly share: string;
  /** The share as printed. */
  readonly percent: string;
}

/**
 * Shares of the life-cycle stages as one horizontal bar: colour, pattern and word for each, credits to the left of zero.
 * The same figures stand in a table below it, so the picture is one image to a screen reader.
 */
export function StageBar({ label, stages }: StageBarProps) {
  const parts = stages.map((stage) => ({ ...stage, size: Number(stage.share) * 100 }));
  const credits = parts.filter(({ size }) => size < 0);
  const burdens = parts.filter(({ size }) => size > 0);
  const span = parts.reduce((sum, { size }) => sum + Math.abs(size), 0) || 1;
  const width = (size: number) => `${((Math.abs(size) / span) * 100).toFixed(3)}%`;
  return (
    <div
      className="stage-bar"
      role="img"
      aria-label={`${label}: ${parts.map((part) => `${part.name} ${part.percent}`).join(", ")}`}
    >
      {[...credits, ...burdens].map((part, place) => (
        <div
          key={part.id}
          className={place === credits.length && credits.length > 0 ? "stage-part stage-zero" : "stage-part"}
          style={{ width: width(part.size) }}
        >
          <div className={`stage-fill ${stageClass(part.id)}`} />
          {Math.abs(part.size) / span < 0.12 ? null : (
            <div className="stage-words">
              {part.name}
              <br />
              {part.percent}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

/** A stage's swatch for tables: the same colour and pattern as in the bar. */
export function StageKey({ id }: { readonly id: string }) {
  return <span className={`stage-key ${stageClass(id)}`} aria-hidden="true" />;
}

/** Stages of every method in four looks. */
function stageClass(id: string): string {
  if (id === "production") return "stage-production";
  if (id === "distribution") return "stage-distribution";
  if (id === "end_of_life") return "stage-end";
  return id === "parts" ? "stage-parts" : "stage-raw";
}
