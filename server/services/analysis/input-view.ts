import type { Input } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import { toDecimal } from "../../domain/quantity/exact.ts";
import type { InputView } from "./view.ts";

/** An input as a screen names it. */
export function inputView({ line, name, value, unit }: Input): InputView {
  return { line, name, value: toDecimal(value), unit };
}
