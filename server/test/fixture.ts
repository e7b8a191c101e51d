import { randomBytes, randomUUID } from "node:crypto";
import { interestGrant, user } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import type { Caller, Context } from "../context.ts";
import { anyone } from "../context.ts";
import type { Membership, Role } from "../domain/access/policy.ts";
import { memoryFileStore } from "../platform/file-store.ts";
import type { KeyStore } from "../platform/key-store.ts";
import { keyStore } from "../platform/key-store.ts";
import { memoryLogSigner } from "../platform/log-signer.ts";
import { registryNotOpen } from "../platform/registry-client.ts";
import type { Signer } from "../platform/signer.ts";
import { createSigner } from "../platform/signer.ts";
import { createFacility } from "../services/facility/create.ts";
import type { NewDraft, NewLine } from "../services/footprint/create-draft.ts";
import { createDraft } from "../services/footprint/create-draft.ts";
import type { DeclarationAt } from "../services/footprint/load.ts";
import { readReview } from "../services/footprint/read-review.ts";
import type { Release } from "../services/footprint/release.ts";
import { releaseDeclaration } from "../services/footprint/release.ts";
import { reviewDeclaration } from "../services/footprint/review.ts";
import { submitDeclaration } from "../services/footprint/submit.ts";
import type { NewModel } from "../services/model/create.ts";
import { createModel } from "../services/model/create.ts";
import { readSubmission } from "../services/model/read-submission.ts";
import { releaseModel } from "../services/model/release.ts";
import { reviewModel, submitModel } from "../services/model/submission.ts";
import { createOperator } from "../services/operator/create.ts";
import { findSigningKey } from "../services/operator/find-signing-key.ts";

export const testUrl = "http://localhost:3000";

/** A small registry to test on: nothing of the demonstration. The clock stands still until it is moved. */
export interface Fixture {
  /** Context of a caller; `signer` replaces the real one. */
  as(caller: Caller, signer?: Signer): Context;
  readonly keeper: Context;
  readonly keys: KeyStore;
  /** Moves the clock to this moment. */
  setTime(time: string): void;
  /** A person with these roles; kept in the database, so deeds can name them. */
  person(name: string, ...memberships: readonly Membership[]): Promise<Caller>;
  /** An operator with a plant and somebody for each role. */
  operator(slug: string): Promise<TestOperator>;
}

export interface TestOperator {
  readonly id: string;
  readonly slug: string;
  readonly facilityId: string;
  readonly author: Context;
  readonly signer: Context;
  readonly reviewer: Context;
}

export function fixture({ db }: Pick<TestDatabase, "db">): Fixture {
  const keys = keyStore(randomBytes(32));
  const signer = createSigner(keys, (kid) => findSigningKey(db, kid));
  const files = memoryFileStore();
  // The key of the log belongs to the database: a second fixture on it has to read it.
  const log = memoryLogSigner(new Uint8Array(32));
  let time = new Date("2026-11-20T12:00:00Z");
  const as = (caller: Caller, otherSigner: Signer = signer): Context => ({
    ...{
      db,
      caller,
      keys,
      files,
      log,
      outside: {},
      euRegistry: registryNotOpen,
      publicUrl: testUrl,
      signer: otherSigner,
    },
    now: () => time,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
  });
  const keeper = as({ ...anyone, memberships: [{ role: "keeper", operatorId: null }] });
  let count = 0;
  const person = async (name: string, ...memberships: readonly Membership[]): Promise<Caller> => {
    count += 1;
    const userId = `person-${String(count)}`;
    await db.insert(user).values({ id: userId, name, email: `${userId}@test.example` });
    // A holder of an interest is somebody whose interest was granted; tests of grants give narrower ones.
    if (memberships.some(({ role }) => role === "interest"))
      await db.insert(interestGrant).values({
        ...{ id: randomUUID(), userId, purpose: "dismantling", scope: "all" },
        ...{ reason: "Workshop", endsOn: "2036-12-31" },
      });
    return { userId, name, memberships };
  };
  return {
    as,
    keeper,
    keys,
    person,
    setTime: (text) => {
      time = new Date(text);
    },
    async operator(slug) {
      const { id } = await createOperator(keeper, operatorCalled(slug));
      const holding = async (role: Role) => as(await person(`${slug} ${role}`, { role, operatorId: id }));
      const author = await holding("author");
      const plant = {
        operatorId: id,
        code: "P1",
        name: "Plant one",
        city: "Handan",
        region: "CN-HE",
        country: "CN",
      };
      const { id: facilityId } = await createFacility(author, plant);
      return {
        id,
        slug,
        facilityId,
        author,
        signer: await holding("signer"),
        reviewer: await holding("reviewer"),
      };
    },
  };
}

export function operatorCalled(slug: string) {
  return {
    slug,
    name: `Operator ${slug}`,
    streetAddress: "1 Test Road",
    postalCode: "056000",
    city: "Handan",
    country: "CN",
    email: `office@${slug}.example`,
    identifierScheme: "demonstration",
    identifier: `T-${slug}`,
  };
}

/** A model as its author would enter it. */
export function modelOf(
  operator: Pick<TestOperator, "id" | "facilityId">,
  changes: Partial<NewModel> = {},
): NewModel {
  return {
    operatorId: operator.id,
    facilityId: operator.facilityId,
    modelCode: "PACK-100",
    typeDesignation: "PACK",
    name: "Pack 100",
    category: "EV",
    chemistry: "LFP",
    // A battery of a light means of transport weighs 25 kg at most.
    massKg: changes.category === "LMT" ? "20" : "600",
    ratedCapacityAh: "280",
    nominalVoltageV: "357.2",
    ratedEnergyKwh: "100",
    ...changes,
  };
}

/** 10 000 kgCO2e over 100 kWh x 60 x 8: three lines, one for each stage. */
export const draftLines: readonly NewLine[] = [
  lineOf("cells", "material", "raw_materials_and_parts", ["1000", "kg"], ["9", "kgCO2e/kg"]),
  {
    ...lineOf("power", "electricity", "production", ["1500", "kWh"], ["0.6", "kgCO2e/kWh"]),
    electricityModel: "national_average",
  },
  {
    ...lineOf("truck", "transport", "distribution", ["1", "t"], ["0.1", "kgCO2e/tkm"]),
    ...{ transportMode: "road", distance: "1000", distanceUnit: "km" },
  },
];

export function draftOf(subject: NewDraft["subject"], lines: readonly NewLine[] = draftLines): NewDraft {
  return {
    subject,
    method: "mee-partial",
    inventory: {
      title: "Test inventory",
      gwpSet: "AR6",
      energy: {
        usableCapacity: { value: "100", unit: "kWh" },
        vehicleCategory: "light_noncommercial",
        warrantyYears: { value: "8", unit: "a" },
      },
      periodStart: "2025-01-01",
      periodEnd: "2025-12-31",
    },
    lines,
  };
}

/** A model with a draft declaration that computes. */
export async function declaredModel(operator: TestOperator, changes: Partial<NewModel> = {}) {
  const model = await createModel(operator.author, modelOf(operator, changes));
  const draft = await createDraft(operator.author, draftOf({ modelId: model.id }));
  return { model, draft };
}

/** The draft submitted by its author and approved by the reviewer; answers what a release names. */
export async function approve(
  { author, reviewer }: Pick<TestOperator, "author" | "reviewer">,
  { id, lock }: DeclarationAt,
): Promise<DeclarationAt> {
  const submitted = await submitDeclaration(author, { id, lock });
  const { content } = await readReview(reviewer, { id });
  const seen = { id, lock: submitted.lock, contentDigest: content?.contentDigest ?? "" };
  const approved = await reviewDeclaration(reviewer, { ...seen, verdict: "approved" });
  return { id, lock: approved.lock };
}

/** The draft submitted, approved and released, each by who does it. */
export async function releaseReviewed(
  operator: Pick<TestOperator, "author" | "reviewer" | "signer">,
  draft: DeclarationAt,
  reason?: string,
): Promise<Release> {
  return releaseDeclaration(operator.signer, { ...(await approve(operator, draft)), reason });
}

/** A model's data submitted, approved and released as a version without a declaration. */
export async function releaseData(
  { author, reviewer, signer }: Pick<TestOperator, "author" | "reviewer" | "signer">,
  id: string,
): Promise<void> {
  await submitModel(author, { id });
  const { contentDigest } = await readSubmission(reviewer, { id });
  await reviewModel(reviewer, { id, verdict: "approved", contentDigest });
  await releaseModel(signer, { id, reason: "Values" });
}

function lineOf(
  code: string,
  kind: NewLine["kind"],
  stage: string,
  [amount, amountUnit]: readonly [string, string],
  [factorValue, factorUnit]: readonly [string, string],
): NewLine {
  return {
    ...{ code, kind, stage, amount, amountUnit, factorValue, factorUnit },
    nameEn: code,
    nameZh: code,
    dataKind: "primary",
    sourceEn: "made for a test",
    sourceZh: "测试用",
  };
}
