import { jsonObjectOf } from "../../server/domain/record/json-object-of.ts";
import type { JsonObject, JsonValue } from "../../server/domain/record/strict-json.ts";
import { isJsonObject } from "../../server/domain/record/strict-json.ts";
import { expandedDocument, expandedNode } from "../../server/domain/passport/expanded-document.ts";
import type { Dictionary } from "../../server/domain/passport/expanded-document.ts";
import { mergePatch } from "../../server/domain/merge-patch.ts";
import { Refusal } from "../../server/refusal.ts";
import { registerPassport } from "../../server/services/registration/register.ts";
import { archivePassport } from "../../server/services/standard/archive.ts";
import { changedElement } from "../../server/services/standard/changed-element.ts";
import { createPassport } from "../../server/services/standard/create.ts";
import { findPassport } from "../../server/services/standard/find.ts";
import { updatePassport } from "../../server/services/standard/update.ts";
import { findElement } from "../../server/services/standard/find-element.ts";
import { lookUpPassports } from "../../server/services/standard/look-up.ts";
import { readDocumentAt } from "../../server/services/standard/read-document-at.ts";
import type { StandardDocument } from "../../server/services/standard/read-document.ts";
import { readStandardDocument } from "../../server/services/standard/read-document.ts";
import type { standardOperations } from "../_openapi/standard-operations.ts";
import type { Asked, Handler } from "./asked.ts";
import { tagOf } from "./body-tag.ts";
import { readBody } from "./read-body.ts";

/** What each operation of the standard API does: parameters and body are read, one service is called. */
export const handlers: Readonly<Record<(typeof standardOperations)[number]["operationId"], Handler>> = {
  ReadDPPById: async (asked) => {
    const form = representationOf(asked);
    return documentIn(form, asked, await readStandardDocument(asked.ctx, { dppId: asked.named("dppId") }));
  },
  ReadDPPByProductId: async (asked) => {
    const form = representationOf(asked);
    const productId = asked.named("productId");
    return documentIn(form, asked, await readStandardDocument(asked.ctx, { productId }));
  },
  ReadDPPVersionByIdAndDate: async (asked) => {
    const form = representationOf(asked);
    const date = asked.url.searchParams.get("date") ?? "";
    const dppId = asked.named("dppId");
    return documentIn(form, asked, await readDocumentAt(asked.ctx, { dppId, date }));
  },
  ReadDPPIdsByProductIds: async ({ ctx, request, url }) => {
    const body = await readBody(request, ["application/json"]);
    if (!isListOfTexts(body)) throw invalid("E_PRODUCT_ID_LIST", "");
    const { ids, cursor } = await lookUpPassports(ctx, {
      productIds: body,
      limit: url.searchParams.get("limit"),
      cursor: url.searchParams.get("cursor"),
    });
    return Response.json(
      { result: ids, paging_metadata: cursor === null ? {} : { cursor } },
      { headers: { "cache-control": "private, no-store" } },
    );
  },
  ReadDataElement: async (asked) => {
    const form = representationOf(asked);
    const found = await readStandardDocument(asked.ctx, { dppId: asked.named("dppId") });
    const document = jsonObjectOf(found.document);
    const { location, value } = findElement(document, asked.named("elementIdPath"));
    return Response.json(
      form === "compressed" || location.length === 0
        ? value
        : expandedNode(document, location, value, dictionaryOf(asked, found)),
    );
  },
  CreateDPP: async ({ ctx, request }) => {
    const made = await createPassport(ctx, await readBody(request, ["application/json"]));
    const location = `${ctx.publicUrl}/v1/dpps/${encodeURIComponent(made.digitalProductPassportId)}`;
    return Response.json(made, { status: 201, headers: { location } });
  },
  UpdateDPPById: async (asked) => {
    const patch = await readBody(asked.request, patches);
    const dppId = asked.named("dppId");
    const change = (document: JsonObject) => mergePatch(document, patch);
    const isAsRead = stateWanted(asked);
    const { document, isReleased } = await updatePassport(asked.ctx, { dppId, change, isAsRead });
    return Response.json(document, { status: isReleased ? 200 : 202 });
  },
  UpdateDataElement: async (asked) => {
    const patch = await readBody(asked.request, patches);
    const [dppId, elementIdPath] = [asked.named("dppId"), asked.named("elementIdPath")];
    const change = (document: JsonObject) => changedElement(document, elementIdPath, patch);
    const isAsRead = stateWanted(asked);
    const { asAddressed, isReleased } = await updatePassport(asked.ctx, { dppId, change, isAsRead });
    const status = isReleased ? 200 : 202;
    // Null takes an element away: then there is nothing to show.
    if (patch === null) return Response.json(null, { status });
    return Response.json(findElement(asAddressed, elementIdPath).value, { status });
  },
  DeleteDPPById: async ({ ctx, named }) => {
    await archivePassport(ctx, { dppId: named("dppId") });
    return new Response(null, { status: 204 });
  },
  RegisterProductDPP: async ({ ctx, request }) => {
    const body = await readBody(request, ["application/json"]);
    const { state, registrationId } = await registerPassport(ctx, {
      productUrl: await productNamedIn(ctx, body),
    });
    return registrationId === null
      ? Response.json({ registrationStatus: state, text: "not yet possible" }, { status: 202 })
      : Response.json({ registrationStatus: state, registrationId });
  },
};

const patches = ["application/merge-patch+json", "application/json"];

/** Which battery a request for registration means, by either identifier. */
async function productNamedIn(ctx: Asked["ctx"], body: JsonValue): Promise<string> {
  const [dppId, productId] = isJsonObject(body)
    ? [body["digitalProductPassportId"], body["uniqueProductIdentifier"]]
    : [];
  const name = typeof dppId === "string" ? { dppId } : typeof productId === "string" ? { productId } : null;
  if (name === null) throw invalid("E_REQUIRED", "digitalProductPassportId");
  return (await findPassport(ctx, name)).passport.productUrl;
}

/** Whether a passport is still in the state that a change is for; undefined for a change of any. Source: RFC 9110, section 13.1.1. */
function stateWanted(asked: Asked): ((now: StandardDocument) => boolean) | undefined {
  const wanted = asked.request.headers.get("if-match");
  if (wanted === null || wanted.trim() === "*") return undefined;
  const tagsWanted = wanted.split(",").map((tag) => tag.trim());
  return (now) =>
    [now.document, expandedDocument(jsonObjectOf(now.document), dictionaryOf(asked, now))].some((form) =>
      tagsWanted.includes(tagOf(JSON.stringify(form))),
    );
}

type Representation = "compressed" | "full";

function representationOf({ url }: Asked): Representation {
  const asked = url.searchParams.getAll("representation");
  const [form = "compressed"] = asked;
  if (asked.length <= 1 && (form === "compressed" || form === "full")) return form;
  throw invalid("E_REPRESENTATION", "representation", { value: asked.join(", ").slice(0, 60) });
}

function documentIn(form: Representation, asked: Asked, found: StandardDocument): Response {
  return Response.json(
    form === "compressed"
      ? found.document
      : expandedDocument(jsonObjectOf(found.document), dictionaryOf(asked, found)),
  );
}

function dictionaryOf({ ctx }: Asked, { catalogue }: StandardDocument): Dictionary {
  return { catalogue, referenceOf: (attribute) => `${ctx.publicUrl}/help/${attribute}` };
}

function isListOfTexts(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function invalid(code: string, path: string, params?: Readonly<Record<string, string>>): Refusal {
  const problem = params === undefined ? { code, path } : { code, path, params };
  return new Refusal("INVALID_INPUT", "The request cannot be read.", [problem]);
}
