import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { contextOfHeaders, runtime } from "../../../../server/platform/runtime.ts";
import { ownOrigins } from "../../../../server/platform/session.ts";
import { refusalOf } from "../../../../server/trpc.ts";
import { appRouter } from "../../../../server/root.ts";

/** The console's calls. Answers carry personal data: never cached. */
async function handle(request: Request): Promise<Response> {
  if (request.method !== "GET" && !comesFromUs(request)) {
    return Response.json({ error: "This request comes from another site." }, { status: 403 });
  }
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => contextOfHeaders(request.headers),
    responseMeta: ({ errors }) => {
      const status = errors.length === 1 ? refusalOf(errors[0])?.status : undefined;
      return { headers: { "cache-control": "private, no-store" }, ...(status === undefined ? {} : { status }) };
    },
  });
  return response;
}

/**
 * A browser names the page's origin with every POST; another site's page would name its own. Session cookies are also
 * `SameSite=Lax`. Machines send a bearer token, which no browser adds by itself.
 */
function comesFromUs(request: Request): boolean {
  if (request.headers.has("authorization")) return true;
  const origin = request.headers.get("origin");
  return origin !== null && ownOrigins(runtime().publicUrl).includes(origin);
}

export { handle as GET, handle as POST };
