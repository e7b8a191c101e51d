import { earlierContexts } from "../../../../server/domain/record/context.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(earlierContexts["1.1.0"], "application/ld+json");
