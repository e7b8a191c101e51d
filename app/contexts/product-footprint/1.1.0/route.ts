import { footprintContext } from "../../../../server/domain/record/product-footprint.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(footprintContext, "application/ld+json");
