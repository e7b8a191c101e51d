import { openApiDocument } from "../_openapi/document.ts";
import { preflight } from "../_log/answer.ts";
import { resolverDocument } from "../_product/published.ts";

export const dynamic = "force-dynamic";

export const GET = () => resolverDocument(openApiDocument);
export { preflight as OPTIONS };
