import { contextDocument } from "../../../../server/domain/record/context.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(contextDocument, "application/ld+json");
