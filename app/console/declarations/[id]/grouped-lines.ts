import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { stageUnder } from "../../../../server/domain/carbon-footprint/stage.ts";
import { inStageOrder } from "../in-stage-order.ts";

/** What a place in the table is decided by. */
type Placed = Pick<InventoryLine, "stage" | "kind">;

interface LineGroup<Line> {
  readonly stage: string;
  /** Outside the boundary of the method: kept, and not counted. */
  readonly isOutside: boolean;
  readonly members: readonly Line[];
}

/** Lines by the stage of the method they count in; those outside its boundary behind them, by their own stage. */
export function groupedLines<Line extends Placed>(
  lines: readonly Line[],
  method: string,
): readonly LineGroup<Line>[] {
  const groups = (isOutside: boolean) => {
    const byStage = new Map<string, Line[]>();
    for (const line of lines) {
      const place = stageUnder(method, line.stage, line.kind);
      if ((place === null) !== isOutside) continue;
      const stage = place ?? line.stage;
      const members = byStage.get(stage);
      if (members === undefined) byStage.set(stage, [line]);
      else members.push(line);
    }
    return inStageOrder(method, byStage.keys()).map((stage) => ({
      ...{ stage, isOutside },
      members: byStage.get(stage) ?? [],
    }));
  };
  return [...groups(false), ...groups(true)];
}
