import { and, eq, ne } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { batteryModel } from "../../../db/schema/index.ts";

/** Keeps the other models of the same type of the same operator: those from its other plants. */
export function ofSameType(model: {
  readonly id: string;
  readonly operatorId: string;
  readonly typeDesignation: string;
}): SQL | undefined {
  return and(
    eq(batteryModel.operatorId, model.operatorId),
    eq(batteryModel.typeDesignation, model.typeDesignation),
    ne(batteryModel.id, model.id),
  );
}
