import { cache } from "react";
import { headers } from "next/headers";
import { appRouter } from "./root.ts";
import { contextOfHeaders } from "./platform/runtime.ts";
import { createCallerFactory } from "./trpc.ts";

const createCaller = createCallerFactory(appRouter);

/**
 * The router in process, for server components, as whoever sent the request being rendered. A refusal arrives as an
 * error whose `refusalOf` (server/trpc.ts) is defined.
 */
export function registry() {
  return createCaller(contextOfRequest);
}

/** One context for a request, however many components ask. */
const contextOfRequest = cache(async () => contextOfHeaders(await headers()));
