import { schemaDocument } from "../../../../server/domain/record/schema.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(schemaDocument, "application/schema+json");
