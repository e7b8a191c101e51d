import { and, ilike, or } from "drizzle-orm";
import { batteryModel } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { containing } from "../containing.ts";
import { within } from "../within.ts";
import { findModels } from "./find.ts";
import type { ModelRow } from "./view.ts";

export interface ModelFilter {
  readonly operatorId?: string | undefined;
  readonly search?: string | undefined;
}

/** Models of the operators the caller acts for; `search` finds any part of name, model code, type or GTIN. */
export async function listModels(ctx: Context, input: ModelFilter): Promise<readonly ModelRow[]> {
  const own = within(ctx, "model.read", batteryModel.operatorId, input.operatorId);
  const pattern = containing(input.search);
  const searched =
    pattern === undefined
      ? undefined
      : or(
          ilike(batteryModel.name, pattern),
          ilike(batteryModel.modelCode, pattern),
          ilike(batteryModel.typeDesignation, pattern),
          ilike(batteryModel.gtin, pattern),
        );
  return findModels(ctx, and(own, searched));
}
