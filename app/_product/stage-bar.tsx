import {
  add,
  compare,
  divide,
  isNegative,
  multiply,
  parseExact,
  round,
  subtract,
  zero,
} from "../../server/domain/quantity/exact.ts";
import type { Exact } from "../../server/domain/quantity/exact.ts";

/** One life-cycle stage of the picture. `share` is 0..1 of the total, negative for a credit. */
export interface StageShare {
  readonly stage: string;
  readonly share: string;
  /** Name and share in words, written beside the bar. */
  readonly label: string;
}

const barHeight = 32;
const rowHeight = 22;

/**
 * Emissions by stage as one horizontal bar: stages to the right of zero in the order given, credits to its left, each
 * with its name on a line of its own. Widths are percentages and texts keep their size, so it serves every screen alike.
 */
export function StageBar({
  stages,
  label,
}: {
  readonly stages: readonly StageShare[];
  readonly label: string;
}) {
  const blocks = layOut(stages);
  const rows = labelRows(blocks);
  const zeroAt = blocks.find(({ credit }) => credit) === undefined ? null : percent(blocks[0]?.zero ?? zero);
  return (
    <svg className="bar" height={barHeight + 6 + rows.length * rowHeight} role="img" aria-label={label}>
      <Hatches />
      {blocks.map(({ stage, from, width }) => (
        <StageFill key={stage} stage={stage} x={percent(from)} width={percent(width)} height={barHeight} />
      ))}
      {zeroAt === null ? null : <line className="zero" x1={zeroAt} x2={zeroAt} y1="0" y2={barHeight} />}
      {rows.map(({ stage, label: words, anchor, at }, row) => {
        const y = barHeight + 6 + row * rowHeight;
        const end = anchor === "end";
        return (
          <g key={stage}>
            <line className="lead" x1={percent(at)} x2={percent(at)} y1={barHeight} y2={y + 16} />
            <text x={percent(at)} dx={end ? -6 : 6} y={y + 14} textAnchor={anchor}>
              {words}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Sample of a stage's colour and pattern, for the first column of the table. */
export function StageKey({ stage }: { readonly stage: string }) {
  return (
    <svg className="key" aria-hidden="true">
      <StageFill stage={stage} x="0" width="14" height={14} />
    </svg>
  );
}

/** Colour and, so that nothing rests on colour alone, a pattern of its own for each stage. */
function StageFill({
  stage,
  x,
  width,
  height,
}: {
  readonly stage: string;
  readonly x: string;
  readonly width: string;
  readonly height: number;
}) {
  const { colour, hatch } = looks[stage] ?? { colour: "end", hatch: "h3" };
  return (
    <>
      <rect className={colour} x={x} width={width} height={height} />
      {hatch === null ? null : <rect fill={`url(#${hatch})`} x={x} width={width} height={height} />}
    </>
  );
}

const looks: Readonly<Record<string, { readonly colour: string; readonly hatch: string | null }>> = {
  raw_materials: { colour: "raw", hatch: null },
  raw_materials_and_parts: { colour: "raw", hatch: null },
  raw_materials_and_eol: { colour: "raw", hatch: null },
  parts: { colour: "raw", hatch: "h2" },
  production: { colour: "production", hatch: "h1" },
  distribution: { colour: "distribution", hatch: "h2" },
  end_of_life: { colour: "end", hatch: "h3" },
};

function Hatches() {
  return (
    <defs>
      <pattern id="h1" width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M-1 8L8-1" />
      </pattern>
      <pattern id="h2" width="5" height="5" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M1.5 2h1.5" />
      </pattern>
      <pattern id="h3" width="6" height="4" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M0 2h6" />
      </pattern>
    </defs>
  );
}

interface Block extends StageShare {
  readonly credit: boolean;
  readonly from: Exact;
  readonly width: Exact;
  readonly zero: Exact;
}

const nothing: readonly Block[] = [];

/** Places the stages on an axis of 0..1 that runs from the sum of credits to the sum of emissions. */
function layOut(stages: readonly StageShare[]): readonly Block[] {
  const shares = stages.flatMap((stage) => {
    const value = parseExact(stage.share);
    return value === null ? [] : [{ ...stage, value, credit: isNegative(value) }];
  });
  const sumOf = (credits: boolean) =>
    shares.filter(({ credit }) => credit === credits).reduce((sum, { value }) => add(sum, value), zero);
  const span = subtract(sumOf(false), sumOf(true));
  if (compare(span, zero) <= 0) return nothing;
  const origin = divide(subtract(zero, sumOf(true)), span);
  let [right, left] = [origin, origin];
  return shares.map(({ value, ...stage }) => {
    const width = divide(stage.credit ? subtract(zero, value) : value, span);
    if (stage.credit) left = subtract(left, width);
    const from = stage.credit ? left : right;
    if (!stage.credit) right = add(right, width);
    return { ...stage, from, width, zero: origin };
  });
}

/**
 * One row for each label, in an order in which no leader crosses a text: first the stages of the right half, whose texts
 * end at their right edge, from left to right; then those of the left half, from right to left.
 */
function labelRows(blocks: readonly Block[]) {
  const placed = blocks.map((block) => {
    const end = add(block.from, block.width);
    const isRight = compare(add(block.from, end), { numerator: 1n, divisor: 1n, scale: 0 }) > 0;
    return {
      ...block,
      anchor: isRight ? ("end" as const) : ("start" as const),
      at: isRight ? end : block.from,
    };
  });
  return [
    ...placed.filter(({ anchor }) => anchor === "end").toSorted((a, b) => compare(a.at, b.at)),
    ...placed.filter(({ anchor }) => anchor === "start").toSorted((a, b) => compare(b.at, a.at)),
  ];
}

function percent(position: Exact): string {
  return `${round(multiply(position, { numerator: 100n, divisor: 1n, scale: 0 }), 2, "half_up")}%`;
}
