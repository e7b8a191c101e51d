import { opinionContext } from "../../../../server/domain/record/opinion.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(opinionContext, "application/ld+json");
