import { runtime } from "../../server/platform/runtime.ts";
import { ownOrigins } from "../../server/platform/session.ts";

/**
 * Whether a request that changes something was sent by a page of this registry. A browser names the page's origin with
 * every POST; another site's page would name its own. Machines send a bearer token, which no browser adds by itself.
 */
export function comesFromUs(request: Request): boolean {
  if (request.headers.has("authorization")) return true;
  const origin = request.headers.get("origin");
  return origin !== null && ownOrigins(runtime().publicUrl).includes(origin);
}

/** The answer to a request from another site's page. */
export function foreignOrigin(): Response {
  const message = "This request was sent by a page of another site. Open the registry and try again there.";
  return Response.json({ code: "NOT_ALLOWED", message, problems: [] }, { status: 403 });
}
