import { extensionSchema } from "../../../../server/domain/exchange/extension-schema.ts";
import { immutable } from "../../../_product/published.ts";

export const GET = () => immutable(extensionSchema, "application/schema+json");
