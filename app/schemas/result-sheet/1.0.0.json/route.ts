import { resultSheetSchema } from "../../../../server/domain/verification/result-sheet-schema.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(resultSheetSchema, "application/schema+json");
