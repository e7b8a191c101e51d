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

/**
 * The answer to a request that `comesFromUs` does not take: a program without a token is told to send one, and a page of
 * another site that it is one.
 */
export function foreignOrigin(request: Request): Response {
  if (!request.headers.has("origin") && !request.headers.has("cookie")) {
    const message =
      "Nobody is signed in here. Send an access token as Authorization: Bearer, and this request again.";
    return Response.json(
      { code: "NOT_SIGNED_IN", message, problems: [] },
      { status: 401, headers: { "www-authenticate": "Bearer" } },
    );
  }
  const message = "This request was sent by a page of another site. Open the registry and try again there.";
  return Response.json({ code: "NOT_ALLOWED", message, problems: [] }, { status: 403 });
}
