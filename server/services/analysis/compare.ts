import type { Context } from "../../context.ts";
import { compareInventories } from "../../domain/carbon-footprint/analysis/compare-inventories.ts";
import { unitOfDenominator } from "../../domain/carbon-footprint/analysis/method-difference.ts";
import { declarationState } from "../footprint/state.ts";
import type { LoadedModel } from "./load-model.ts";
import { loadModel } from "./load-model.ts";
import type { ComparedDeclaration, ComparisonView } from "./view.ts";

/**
 * Two declarations line by line, of whatever versions or models: the second less the first. The caller may read both.
 * `DECLARATION_NOT_FOUND`.
 */
export async function compareDeclarations(
  ctx: Context,
  input: { readonly first: string; readonly second: string },
): Promise<ComparisonView> {
  const [first, second] = [await loadModel(ctx, input.first), await loadModel(ctx, input.second)];
  return {
    first: headOf(first),
    second: headOf(second),
    comparison:
      first.model === null || second.model === null
        ? null
        : compareInventories(
            { lines: first.lines, result: first.model.result },
            { lines: second.lines, result: second.model.result },
          ),
  };
}

function headOf({ loaded, model }: LoadedModel): ComparedDeclaration {
  const { declaration: row, model: battery, product } = loaded;
  return {
    id: row.id,
    number: row.number,
    state: declarationState(row.state),
    subjectName: battery?.name ?? product?.nameEn ?? "",
    subjectNameZh: battery?.name ?? product?.nameZh ?? "",
    method: row.method,
    methodVersion: row.methodVersion,
    result: model === null ? null : { cfp: model.result.cfp, totalKg: model.result.totalKg },
    unit: model === null ? "" : `kgCO2e/${unitOfDenominator(model)}`,
  };
}
