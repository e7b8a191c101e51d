import { randomUUID } from "node:crypto";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { readOpinionToken } from "../../server/services/opinion/read-token.ts";
import { readStatusList } from "../../server/services/status/read-list.ts";
import { readSuspension } from "../../server/services/status/read-suspension.ts";
import { statusListTtlSeconds } from "../../server/domain/record/status-list.ts";
import { resultObject } from "./result-object.ts";

/**
 * A status list at its own address: as signed, for everybody, the newest or with `?timestamp=` the one in force then.
 * What has been replaced never changes again; the newest is kept by readers for its hour, and never beyond its end.
 *
 * Source: record format, sections 4 and 8; IETF Token Status List, sections 8.1 and 8.4 (`time` is not spoken).
 */
export async function answerStatusList(
  request: Request,
  kind: "bitstring" | "token",
  place: { readonly slug: string; readonly list: string },
): Promise<Response> {
  return open(request, async () => {
    const timestamp = new URL(request.url).searchParams.get("timestamp") ?? undefined;
    // Nobody in particular asks: a list is the same for everyone, and who asks is not looked at.
    const ctx = await contextOfHeaders(new Headers());
    const { token, validUntil, replacedAt } = await readStatusList(ctx, { ...place, kind, timestamp });
    const left = Math.floor((validUntil.getTime() - Date.now()) / 1000);
    const isPast = timestamp !== undefined && replacedAt !== null;
    const seconds = isPast ? 31_536_000 : Math.max(0, Math.min(statusListTtlSeconds, left));
    return new Response(token, {
      headers: {
        "content-type": kind === "bitstring" ? "application/vc+jwt" : "application/statuslist+jwt",
        "cache-control": `public, max-age=${seconds}${isPast ? ", immutable" : ""}`,
      },
    });
  });
}

/** The signed statement of an authority about the sale of a product, for good. */
export async function answerSuspension(
  request: Request,
  place: { readonly slug: string; readonly id: string },
): Promise<Response> {
  return open(request, async () => {
    const { token } = await readSuspension(await contextOfHeaders(new Headers()), place);
    return new Response(token, {
      headers: {
        "content-type": "application/vc+jwt",
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
  });
}

/** The signed opinion of a notified body on one version, for good. */
export async function answerOpinion(
  request: Request,
  place: { readonly slug: string; readonly id: string },
): Promise<Response> {
  return open(request, async () => {
    const { token } = await readOpinionToken(await contextOfHeaders(new Headers()), place);
    return new Response(token, {
      headers: {
        "content-type": "application/vc+jwt",
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
  });
}

async function open(request: Request, answer: () => Promise<Response>): Promise<Response> {
  const response = await answer().catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const at = { at: new Date(), correlationId: randomUUID() };
    return Response.json(resultObject(error.status, error.code, error.message, at), {
      status: error.status,
      headers: { "cache-control": "no-store" },
    });
  });
  response.headers.set("access-control-allow-origin", "*");
  response.headers.set("x-content-type-options", "nosniff");
  return request.method === "HEAD" ? new Response(null, response) : response;
}
