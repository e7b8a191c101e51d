import { opinionSchema } from "../../../../server/domain/record/opinion.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(opinionSchema, "application/schema+json");
