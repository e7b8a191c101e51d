import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { contextOfHeaders, runtime } from "../../../../server/platform/runtime.ts";
import { appRouter } from "../../../../server/root.ts";
import { refusalOf } from "../../../../server/trpc.ts";
import { comesFromUs, foreignOrigin } from "../../same-origin.ts";

/** The console's calls. Answers carry personal data: never cached. */
async function handle(request: Request): Promise<Response> {
  if (request.method !== "GET" && !comesFromUs(request)) return foreignOrigin(request);
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => contextOfHeaders(request.headers),
    onError: ({ error, path }) => {
      if (error.code !== "INTERNAL_SERVER_ERROR" || refusalOf(error) !== undefined) return;
      runtime().logger.error("a call failed", { path, error: error.cause ?? error });
    },
    responseMeta: ({ errors }) => {
      const headers = new Headers({ "cache-control": "private, no-store" });
      // The status of tRPC's own code is coarser: it knows no 410. A batch keeps its 207.
      const status = errors.length === 1 ? refusalOf(errors[0])?.status : undefined;
      return status === undefined ? { headers } : { headers, status };
    },
  });
}

export { handle as GET, handle as POST };
