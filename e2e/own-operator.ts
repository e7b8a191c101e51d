import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { expect } from "./app.ts";
import { ask, call } from "./procedures.ts";

/** Somebody who can sign in as well as call. */
interface OwnPerson {
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

/** An operator of a story's own, with a model whose declaration waits to be released. */
export interface OwnOperator {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly modelId: string;
  readonly modelName: string;
  /** Author and signer. */
  readonly signer: OwnPerson;
  readonly reviewer: OwnPerson;
  /** The declaration, approved and not yet released. */
  readonly draft: { readonly id: string; readonly lock: number };
}

interface Names {
  readonly slug: string;
  readonly modelName: string;
  readonly gtin?: string;
}

/** Enters operator, people, model and declaration through the procedures, up to the approval. */
export async function ownOperator(
  request: APIRequestContext,
  keeper: string,
  { slug, modelName, gtin }: Names,
): Promise<OwnOperator> {
  const maker = await ownMaker(request, keeper, slug);
  return { ...maker, ...(await approvedModel(request, maker, { modelName, gtin })) };
}

/** An operator with a plant and somebody for each step, and no model yet. */
type OwnMaker = Pick<OwnOperator, "id" | "slug" | "name" | "signer" | "reviewer"> & {
  readonly plantId: string;
};

export async function ownMaker(request: APIRequestContext, keeper: string, slug: string): Promise<OwnMaker> {
  const name = `Organisation ${slug}`;
  const { id } = await call(request, keeper, "operator.create", {
    ...{ slug, name, streetAddress: "1 Test Road", postalCode: "056000", city: "Handan", country: "CN" },
    ...{ email: `office@${slug}.example`, identifierScheme: "NTR", identifier: slug },
  });
  const signer = await personOf(request, keeper, { slug, operatorId: id, roles: ["author", "signer"] });
  const reviewer = await personOf(request, keeper, { slug, operatorId: id, roles: ["reviewer"] });
  const plant = await call(request, signer.token, "facility.create", {
    ...{ operatorId: id, code: "P1", name: "Plant", city: "Handan", region: "CN-HE", country: "CN" },
  });
  return { id, slug, name, signer, reviewer, plantId: plant.id };
}

interface OwnModel {
  readonly modelName: string;
  readonly gtin?: string | undefined;
  readonly modelCode?: string;
  readonly category?: string;
  /** Mass of cells at 3 kgCO2e/kg, beside 6 000 kgCO2e that every model has; over 48 000 kWh. */
  readonly cells?: string;
}

/** A model with a declaration that is approved and waits to be released. */
export async function approvedModel(
  request: APIRequestContext,
  { id, plantId, signer, reviewer }: OwnMaker,
  { modelName, gtin, modelCode = "OW-100", category = "EV", cells = "1000" }: OwnModel,
): Promise<Pick<OwnOperator, "modelId" | "modelName" | "draft">> {
  const by = (procedure: string, input: object) => call(request, signer.token, procedure, input);
  const model = await by("model.create", {
    ...{ operatorId: id, facilityId: plantId, modelCode, name: modelName, gtin },
    ...{ typeDesignation: modelCode, category, chemistry: "LFP", massKg: category === "LMT" ? "20" : "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  const made = await by("footprint.create", {
    ...{ modelId: model.id, method: "mee-partial", title: modelName, gwpSet: "AR6" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31" },
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
  });
  let draft = { id: made.id, lock: made.lock ?? 0 };
  for (const [code, stage, amount] of [
    ["cells", "raw_materials_and_parts", cells],
    ["steel", "production", "1000"],
    ["box", "distribution", "1000"],
  ] as const) {
    const { lock } = await by("footprint.addLine", {
      ...draft,
      line: {
        ...{ code, stage, kind: "material", nameEn: code, nameZh: code, amount, amountUnit: "kg" },
        ...{ factorValue: "3", factorUnit: "kgCO2e/kg", dataKind: "primary", sourceEn: "s", sourceZh: "s" },
      },
    });
    draft = { ...draft, lock: lock ?? 0 };
  }
  return { modelId: model.id, modelName, draft: await approve(request, { signer, reviewer }, draft) };
}

interface WhoApproves {
  readonly signer: OwnPerson;
  readonly reviewer: OwnPerson;
}
type Draft = OwnOperator["draft"];

async function approve(
  request: APIRequestContext,
  { signer, reviewer }: WhoApproves,
  draft: Draft,
): Promise<Draft> {
  const { lock: submitted } = await call(request, signer.token, "footprint.submit", draft);
  const { content } = await ask(request, reviewer.token, {
    ...{ name: "footprint.readReview", input: { id: draft.id } },
    form: z.object({ content: z.object({ contentDigest: z.string() }) }),
  });
  const { lock } = await call(request, reviewer.token, "footprint.review", {
    ...{ id: draft.id, lock: submitted, verdict: "approved", contentDigest: content.contentDigest },
  });
  return { id: draft.id, lock: lock ?? 0 };
}

/** Starts the next version with this many kilograms of cells; it is approved and waits to be released. */
export async function nextVersion(
  request: APIRequestContext,
  people: WhoApproves,
  { id, cells }: { readonly id: string; readonly cells: string },
): Promise<Draft> {
  const next = await call(request, people.signer.token, "footprint.startNext", { id });
  const { lock } = await call(request, people.signer.token, "footprint.changeLine", {
    ...{ id: next.id, lock: next.lock, code: "cells", changes: { amount: cells } },
  });
  return approve(request, people, { id: next.id, lock: lock ?? 0 });
}

/** Releases what was approved; answers the path of the passport. */
export async function release(
  request: APIRequestContext,
  { signer }: Pick<WhoApproves, "signer">,
  { draft, reason }: { readonly draft: Draft; readonly reason?: string },
): Promise<string> {
  const released = await request.post("/api/trpc/footprint.release", {
    data: { ...draft, reason },
    headers: { authorization: `Bearer ${signer.token}` },
  });
  expect(released.ok(), await released.text()).toBe(true);
  return z
    .object({ result: z.object({ data: z.object({ passport: z.object({ path: z.string() }) }) }) })
    .parse(await released.json()).result.data.passport.path;
}

interface NewPerson {
  readonly slug: string;
  readonly operatorId: string;
  readonly roles: readonly string[];
}

async function personOf(
  request: APIRequestContext,
  keeper: string,
  { slug, operatorId, roles }: NewPerson,
): Promise<OwnPerson> {
  const email = `${roles.at(-1) ?? "person"}@${slug}.example`;
  const added = await request.post("/api/trpc/account.addPerson", {
    data: { name: `${roles.at(-1) ?? ""} of ${slug}`, email, operatorId, roles },
    headers: { authorization: `Bearer ${keeper}` },
  });
  expect(added.ok(), await added.text()).toBe(true);
  const { id, password } = z
    .object({ result: z.object({ data: z.object({ id: z.string(), password: z.string() }) }) })
    .parse(await added.json()).result.data;
  const { token } = await call(request, keeper, "account.createToken", { userId: id, name: "story" });
  return { email, password, token: token ?? "" };
}
