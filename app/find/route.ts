import { runtime } from "../../server/platform/runtime.ts";
import { readProductQuery } from "../../server/domain/identifier/product-query.ts";

/** Leads from the search field to the product, or back to the field with what was typed, where the reason is shown. */
export function GET(request: Request): Response {
  const { searchParams } = new URL(request.url);
  const query = searchParams.get("q") ?? "";
  const lang = searchParams.get("lang");
  const found = readProductQuery(query, runtime().publicUrl);
  const parameters = new URLSearchParams({
    ...(found.ok ? {} : { q: query }),
    ...(lang === null ? {} : { lang }),
  });
  const location = `${found.ok ? found.value : "/"}${parameters.size === 0 ? "" : `?${parameters.toString()}`}`;
  // Relative, so that it holds behind any proxy.
  return new Response(null, { status: 303, headers: { location } });
}
