import { earlierSchemas } from "../../../../server/domain/record/schema.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(earlierSchemas["1.1.0"], "application/schema+json");
