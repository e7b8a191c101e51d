import { earlierFootprints } from "../../../../server/domain/record/product-footprint.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(earlierFootprints["1.0.0"].context, "application/ld+json");
