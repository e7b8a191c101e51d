import { resolverDescription } from "../../../server/domain/resolver/resolver-description.ts";
import { preflight } from "../../_log/answer.ts";
import { resolverDocument } from "../../_product/published.ts";

export const dynamic = "force-dynamic";

export const GET = () => resolverDocument((publicUrl) => resolverDescription(publicUrl, "Cellproof"));
export { preflight as OPTIONS };
