import { saleSuspensionContext } from "../../../../server/domain/record/sale-suspension.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(saleSuspensionContext, "application/ld+json");
