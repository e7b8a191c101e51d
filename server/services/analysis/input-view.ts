import type { Input } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { isZero, toDecimal } from "../../domain/quantity/exact.ts";
import type { InputView } from "./view.ts";

/** An input as a screen names it. */
export function inputView(input: Input, model: ResultModel): InputView {
  const { line, name, value, unit } = input;
  return { line, name, label: labelOf(input, model), value: toDecimal(value), unit };
}

/** Nobody speaks of virgin material, or of the first source, where there is no other. */
function labelOf({ line, name }: Input, { inputs }: ResultModel): string {
  const isOnly = (other: RegExp) =>
    !inputs.some((one) => one.line === line && other.test(one.name) && !isZero(one.value));
  if (name === "Ev" && isOnly(/^(Rr|cff\..*)$/)) return "factor";
  return name === "sources[0].factor" && isOnly(/^sources\[[1-9]/) ? "factor" : name;
}
