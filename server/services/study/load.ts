import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  artefact,
  declaration as declarationTable,
  emissionFactor,
  passportVersion,
  user,
} from "../../../db/schema/index.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { PcfRequest, PcfResult, Q } from "../../domain/carbon-footprint/request.ts";
import { modelDataOf } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import type { FactorFacts, StudyInput, StudyLine } from "../../domain/study/study-input.ts";
import { Refusal } from "../../refusal.ts";
import { headOf } from "../footprint/calculated.ts";
import { compute } from "../footprint/compute.ts";
import { digestOf } from "../digest.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadLines } from "../footprint/load.ts";
import { performanceClassOf, sameSubject } from "../footprint/present.ts";
import { conformityIdOf } from "../model/find.ts";
import { credentialOf } from "../passport/find-record.ts";

/**
 * Everything the documents of a declaration are made of. Of a released one all that was signed is taken from the record
 * it was signed in, so that its documents stay the same when names or addresses change later; a draft is calculated now.
 * `NOT_COMPUTABLE`. The caller has asked the policy.
 */
export async function loadStudy(db: Database, loaded: LoadedDeclaration): Promise<StudyInput> {
  const { declaration, inventory, operator, facility, model, product } = loaded;
  const lines = await loadLines(db, inventory.id);
  const { request, result, requestDigest, resultDigest } = figuresOf(loaded, lines);
  const signed = model === null ? null : await signedSubject(db, declaration.id);
  const statutory = signed === null ? null : modelDataOf(signed);
  const address = statutory?.manufacturerPostalAddress;
  const place = statutory?.manufacturingPlace ?? facility;
  return {
    subject: {
      kind: model === null ? "supplierProduct" : "model",
      nameEn: signed?.voluntary?.name ?? model?.name ?? product?.nameEn ?? "",
      nameZh: signed?.voluntary?.name ?? model?.name ?? product?.nameZh ?? "",
      identifier: statutory?.batteryModelIdentifier ?? model?.gtin ?? model?.modelCode ?? product?.code ?? "",
      typeDesignation: signed?.voluntary?.typeDesignation ?? model?.typeDesignation ?? null,
      category: statutory?.batteryCategory ?? model?.category ?? null,
      chemistry: statutory?.batteryChemistry ?? model?.chemistry ?? null,
      massKg: statutory?.batteryMassKg ?? model?.massKg ?? null,
      ratedEnergyKWh: statutory?.ratedEnergyKWh ?? model?.ratedEnergyKwh ?? null,
    },
    operator: {
      name: statutory?.manufacturerName ?? operator.name,
      nameOriginal: statutory?.manufacturerNameOriginal ?? operator.nameOriginal,
      street: address?.street ?? operator.streetAddress,
      postalCode: address?.postalCode ?? operator.postalCode,
      city: address?.city ?? operator.city,
      country: address?.country ?? operator.country,
      email: statutory?.manufacturerEmail ?? operator.email,
      web: statutory?.manufacturerWeb ?? operator.web,
      identifierScheme: statutory?.economicOperatorIdentifier.scheme ?? operator.identifierScheme,
      identifier: statutory?.economicOperatorIdentifier.value ?? operator.identifier,
    },
    plant: {
      name: place.name,
      nameOriginal: facility.nameOriginal,
      city: place.city,
      region: place.region ?? null,
      country: place.country,
    },
    declaration: {
      number: declaration.number,
      state: declaration.state,
      method: result.method,
      methodVersion: result.methodVersion,
      at: (declaration.releasedAt ?? declaration.updatedAt).toISOString(),
      requestDigest,
      resultDigest,
      conformityNumber:
        declaration.conformityDeclarationNumber ??
        statutory?.euDeclarationOfConformityId ??
        (model === null ? null : conformityIdOf(model)),
      changeReason: declaration.changeReason,
      performanceClass: classOf(declaration),
      replacedBy: await replacedBy(db, loaded),
      published: publishedOf(declaration),
    },
    inventory: {
      title: inventory.title,
      gwpSet: inventory.gwpSet,
      periodStart: inventory.periodStart,
      periodEnd: inventory.periodEnd,
      energy: inventory.energy,
      parameters: inventory.parameters,
      study: inventory.study,
    },
    lines: await withFactors(db, lines),
    request,
    result,
    basis: declaration.basis,
    signedOff: {
      author: await nameOf(db, declaration.createdBy),
      reviewer: await nameOf(db, declaration.reviewedBy),
      reviewedAt: declaration.reviewedAt?.toISOString() ?? null,
      releasedBy: await nameOf(db, declaration.releasedBy),
    },
    productUrl: model?.productUrl ?? null,
    demonstration: operator.demonstration,
  };
}

interface Figures {
  readonly request: PcfRequest;
  readonly result: PcfResult;
  readonly requestDigest: string;
  readonly resultDigest: string;
}

function figuresOf(loaded: LoadedDeclaration, lines: readonly InventoryLine[]): Figures {
  const { request, result, requestDigest, resultDigest } = loaded.declaration;
  if (request !== null && result !== null && requestDigest !== null && resultDigest !== null) {
    return { request, result, requestDigest, resultDigest };
  }
  const now = compute(lines, headOf(loaded));
  if (now.result === null) {
    throw new Refusal("NOT_COMPUTABLE", "This inventory does not compute, so there is nothing to write.");
  }
  return {
    request: now.request,
    result: now.result,
    requestDigest: digestOf(now.request),
    resultDigest: digestOf(now.result),
  };
}

/** What the record says that this declaration was first signed in; null for a draft. */
async function signedSubject(db: Database, declarationId: string): Promise<BatterySubject | null> {
  const [first] = await db
    .select({ token: artefact.body })
    .from(passportVersion)
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passportVersion.passportId),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .where(eq(passportVersion.declarationId, declarationId))
    .orderBy(asc(passportVersion.version))
    .limit(1);
  return first === undefined ? null : credentialOf(first.token).credentialSubject;
}

/** Number of the declaration released after this one; null while it is the newest, or no declaration yet. */
async function replacedBy(db: Database, loaded: LoadedDeclaration): Promise<number | null> {
  const { state, number } = loaded.declaration;
  if (state !== "superseded") return null;
  const [next] = await db
    .select({ number: declarationTable.number })
    .from(declarationTable)
    .where(
      and(
        sameSubject(loaded),
        gt(declarationTable.number, number),
        inArray(declarationTable.state, ["released", "superseded", "withdrawn"]),
      ),
    )
    .orderBy(asc(declarationTable.number))
    .limit(1);
  return next?.number ?? null;
}

function classOf(row: LoadedDeclaration["declaration"]): StudyInput["declaration"]["performanceClass"] {
  const found = performanceClassOf(row);
  return found === null
    ? null
    : { class: found.class, ruleSet: found.ruleSet, version: found.ruleSetVersion };
}

function publishedOf(row: LoadedDeclaration["declaration"]): StudyInput["declaration"]["published"] {
  if (row.publishedSource === null) return null;
  return {
    value: quantity(row.publishedValue, row.publishedUnit),
    total: quantity(row.publishedTotal, row.publishedTotalUnit),
    source: row.publishedSource,
  };
}

function quantity(value: string | null, unit: string | null): Q | null {
  return value === null ? null : { value, unit: unit ?? "" };
}

async function withFactors(db: Database, lines: readonly InventoryLine[]): Promise<readonly StudyLine[]> {
  const ids = [
    ...new Set(lines.flatMap(({ factorId, recycledFactorId }) => [factorId, recycledFactorId])),
  ].flatMap((id) => (id === null ? [] : [id]));
  const rows =
    ids.length === 0 ? [] : await db.select().from(emissionFactor).where(inArray(emissionFactor.id, ids));
  const known = new Map(rows.map((row) => [`${row.id} ${row.version}`, factsOf(row)]));
  const facts = (id: string | null, version: number | null) => known.get(`${id} ${version}`) ?? null;
  return lines.map((line) => ({
    ...line,
    factor: facts(line.factorId, line.factorVersion),
    recycledFactor: facts(line.recycledFactorId, line.recycledFactorVersion),
  }));
}

function factsOf(row: typeof emissionFactor.$inferSelect): FactorFacts {
  return {
    nameEn: row.nameEn,
    nameZh: row.nameZh,
    geography: row.geography,
    year: row.year,
    source: [row.sourceTitle, row.sourceWhere].filter((part) => part !== null).join(", "),
  };
}

async function nameOf(db: Database, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const [person] = await db.select({ name: user.name }).from(user).where(eq(user.id, userId));
  return person?.name ?? null;
}
