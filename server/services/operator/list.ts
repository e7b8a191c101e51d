import { operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { within } from "../within.ts";
import { findOperators } from "./find.ts";
import type { OperatorView } from "./view.ts";

/** Operators the caller acts for, by name; all of them for the keeper. */
export async function listOperators(ctx: Context): Promise<readonly OperatorView[]> {
  return findOperators(ctx, within(ctx, "operator.read", operator.id));
}
