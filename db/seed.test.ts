import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { count, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../server/context.ts";
import { anyone } from "../server/context.ts";
import cellsAndModules from "../server/domain/report-check/cases/cells-and-modules-2024.json" with { type: "json" };
import cells from "../server/domain/report-check/cases/cells-1mwh-2023.json" with { type: "json" };
import lithiumCarbonate from "../server/domain/report-check/cases/lithium-carbonate-2024.json" with { type: "json" };
import pack from "../server/domain/report-check/cases/ncm-pack-pilot.json" with { type: "json" };
import { checkReport } from "../server/domain/report-check/check-report.ts";
import { informationCategories } from "../server/domain/battery/category.ts";
import { isInformation } from "../server/domain/record/content.ts";
import { readAttributes } from "../server/services/attribute/read.ts";
import { readEnded } from "../server/services/passport/read-ended.ts";
import { contextFor, createRuntime } from "../server/platform/runtime.ts";
import type { Runtime } from "../server/platform/runtime.ts";
import { callerOf } from "../server/platform/session.ts";
import { listDeclarations } from "../server/services/footprint/list.ts";
import { readDeclaration } from "../server/services/footprint/read.ts";
import { listModels } from "../server/services/model/list.ts";
import { checkDeclaration } from "../server/services/report/check-declaration.ts";
import { readPassport } from "../server/services/passport/read.ts";
import { summariseReadings } from "../server/services/reading/summarise.ts";
import { confirmBirth } from "./birth.ts";
import {
  artefact,
  batteryItem,
  declaration,
  logEntry,
  membership,
  operator,
  passport,
  user,
} from "./schema/index.ts";
import { seedDemonstration } from "./seed.ts";
import type { DemonstrationAccess } from "./seed.ts";
import { originals, recycled, secondLife } from "./seed/lives.ts";
import { models } from "./seed/models.ts";
import { otherModels } from "./seed/other-models.ts";
import { people } from "./seed/people.ts";
import { demonstrationReadings } from "./seed/readings.ts";
import { testDatabase } from "./test-db.ts";
import type { TestDatabase } from "./test-db.ts";

/**
 * The documents that four of the declarations are rebuilt from, and what is found in the declaration alone: the rows of
 * transport that do not multiply are left out, and our library knows a year that the document does not print.
 */
const rebuiltFrom = [
  ["LB-NCM-100-NT", pack, []],
  ["QS-LFP-CELLS-2023", cells, []],
  ["SG-LI2CO3-2024", lithiumCarbonate, ["CK-STAGE-EMPTY", "CK-YEAR"]],
  ["TM-CELLS-MODULES-2024", cellsAndModules, []],
] as const;

const publicUrl = "http://localhost:3000";
const keyEncryptionKey = new Uint8Array(randomBytes(32));

interface Registry {
  readonly database: TestDatabase;
  readonly held: Runtime;
  readonly ctx: Context;
  end(): Promise<void>;
}

async function emptyRegistry(): Promise<Registry> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "cellproof-seed-"));
  const held = createRuntime({
    database: database.config,
    publicUrl,
    dataDir,
    keyEncryptionKey,
    sessionSecret: randomBytes(32).toString("hex"),
  });
  await confirmBirth(held.db, { publicUrl, demonstration: true, keyEncryptionKey });
  return {
    database,
    held,
    ctx: contextFor(anyone, held),
    end: async () => {
      await held.end();
      await database.end();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function sizes({ held }: Registry) {
  const [entries, passports, artefacts, users, memberships] = await Promise.all(
    [logEntry, passport, artefact, user, membership].map(async (table) => {
      const [row] = await held.db.select({ rows: count() }).from(table);
      return row?.rows;
    }),
  );
  return { entries, passports, artefacts, users, memberships };
}

async function actingWith(token: string, { held, ctx }: Registry): Promise<Context> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  return { ...ctx, caller: await callerOf(headers, { ...held, now: ctx.now }) };
}

/** The keys of two bodies, and what one of them said. */
const bodiesAndOpinion = 3;
/** Six models of other categories with six batteries, two used packs, and the battery made of them. */
const others = 6 + 6 + 2 + 1;
/** The version of the battery that became waste; the statuses of its two versions, each with the list it stands on. */
const wasteAndRecycling = 1 + 2 + 2;
/** Ten operators with a key and a status list each, four models of packs with two batteries of each, three supplied products. */
const whole = {
  entries: 10 + 10 + 12 + others + wasteAndRecycling + 3 + bodiesAndOpinion,
  passports: 12 + others,
  // In three forms each, but for the two information pages.
  artefacts: (12 + others + 1) * 3 - 2 * 2,
  users: 6,
  memberships: 10 * 3 + 10 + 4,
};

describe("a demonstration loaded into an empty database", () => {
  let registry: Registry;
  let access: DemonstrationAccess;

  beforeAll(async () => {
    registry = await emptyRegistry();
    access = await seedDemonstration(registry.ctx, null);
  });
  afterAll(() => registry.end());

  test("signs and logs a passport for each model and each battery", async () => {
    expect(await sizes(registry)).toEqual(whole);
  });

  test.each(models.map(({ gtin, items }) => [gtin, items[0]?.serial] as const))(
    "anyone reads model %s and battery %s, with a signature that holds",
    async (gtin, serial) => {
      for (const productUrl of [`${publicUrl}/01/${gtin}`, `${publicUrl}/01/${gtin}/21/${serial ?? ""}`]) {
        const { record, demonstration } = await readPassport(registry.ctx, { productUrl });
        expect(demonstration).toBe(true);
        expect(record.verdict.parts.find(({ part }) => part === "signature")?.state).toBe("ok");
      }
    },
  );

  test("each battery has readings of the weeks since it was made, for whoever holds an interest in it", async () => {
    const ofPacks = models.flatMap(({ items }) => items.map(({ serial }) => serial));
    const items = await registry.held.db
      .select()
      .from(batteryItem)
      .where(inArray(batteryItem.serial, ofPacks));
    expect(items).toHaveLength(8);
    const interested = await actingWith(access.tokens.interest, registry);
    for (const { productUrl, manufacturedOn } of items) {
      const { attributes } = await summariseReadings(interested, { productUrl });
      const made = { manufacturedOn, now: registry.ctx.now() };
      const wanted = demonstrationReadings(productUrl, made);
      const counted = attributes.reduce((sum, { count: readings }) => sum + readings, 0);
      expect([productUrl, counted]).toEqual([productUrl, wanted.length]);
    }
  });

  test("the pilot pack is declared with the published value beside it", async () => {
    const { record } = await readPassport(registry.ctx, { productUrl: `${publicUrl}/01/09520000010010` });
    expect(record.credential.credentialSubject.voluntary?.carbonFootprint).toMatchObject({
      kgCO2ePerKWh: "0.154",
      totalKgCO2e: "7392",
      totalEnergyKWh: "48000",
      illustrativeInventory: true,
      published: { kgCO2ePerKWh: "0.154", totalKgCO2e: "7392" },
    });
  });

  test("the same type from the second plant is linked and differs", async () => {
    const { siblings } = await readPassport(registry.ctx, { productUrl: `${publicUrl}/01/09520000010010` });
    expect(siblings.map((sibling) => sibling.productUrl)).toEqual([`${publicUrl}/01/09520000010027`]);
  });

  test.each(otherModels.map(({ gtin, category }) => [category, gtin] as const))(
    "anyone reads what stands behind the code of the %s model %s, with a signature that holds",
    async (category, gtin) => {
      const productUrl = `${publicUrl}/01/${gtin}`;
      const { record, demonstration } = await readPassport(registry.ctx, { productUrl });
      expect(demonstration).toBe(true);
      expect(record.verdict.overall).toBe("holds");
      expect(isInformation(record.credential.credentialSubject)).toBe(
        informationCategories.some((one) => one === category),
      );
    },
  );

  test("nothing the law will ask of a model is missing but files, which nobody made up", async () => {
    const exporter = await actingWith(access.tokens.exporter, registry);
    for (const model of await listModels(exporter, {})) {
      const { groups } = await readAttributes(exporter, { id: model.id });
      const open = groups
        .flatMap(({ rows }) => rows)
        .filter(
          ({ requirement: { kind }, outcome, attribute: { id, type } }) =>
            (kind === "required" || kind === "notYetDue") &&
            outcome !== "present" &&
            // A metal that a battery does not contain has no share.
            !id.startsWith("recycled") &&
            !(type.kind === "list" && type.of.kind === "document"),
        )
        .map(({ attribute }) => attribute.id);
      expect([model.gtin, open]).toEqual([model.gtin, []]);
    }
  });

  test("a battery of a second life names two originals of two other operators, which are used and stay what they were", async () => {
    const { gtin, item } = secondLife;
    const productUrl = `${publicUrl}/01/${gtin}/21/${item.serial}`;
    const { record, predecessors, answering } = await readPassport(registry.ctx, { productUrl });
    expect([record.verdict.overall, answering.slug]).toEqual(["holds", secondLife.operator]);
    expect(predecessors.map((one) => one.productUrl)).toEqual(
      originals.map((one) => `${publicUrl}/01/${one.gtin}/21/${one.serial}`),
    );
    const interested = await actingWith(access.tokens.interest, registry);
    for (const { productUrl: original } of predecessors) {
      const { attributes } = await summariseReadings(interested, { productUrl: original });
      expect(attributes.map(({ count: readings }) => readings)).toEqual([26, 26, 26, 26]);
      const { successors } = await readPassport(registry.ctx, { productUrl: original });
      expect(successors.map((one) => one.productUrl)).toEqual([productUrl]);
    }
  });

  test("a battery that was handed in and recycled has a tombstone, of the operator that took it over", async () => {
    const productUrl = `${publicUrl}/01/${recycled.gtin}/21/${recycled.serial}`;
    await expect(readPassport(registry.ctx, { productUrl })).rejects.toMatchObject({
      code: "PASSPORT_ENDED",
    });
    const ended = await readEnded(registry.ctx, { productUrl });
    expect(ended).not.toBeNull();
    const rows = await registry.held.db.select().from(passport).where(eq(passport.productUrl, productUrl));
    const [took] = await registry.held.db.select().from(operator).where(eq(operator.slug, recycled.to));
    expect(rows.map(({ operatorId }) => operatorId)).toEqual([took?.id]);
  });

  test("seven declarations are released, and one draft has a change to show", async () => {
    const exporter = await actingWith(access.tokens.exporter, registry);
    const rows = await listDeclarations(exporter, {});
    expect(rows.filter(({ state }) => state === "released")).toHaveLength(7);
    const drafts = rows.filter(({ state }) => state === "draft");
    expect(drafts).toHaveLength(1);
    const draft = await readDeclaration(exporter, { id: drafts[0]?.id ?? "" });
    expect(draft.difference?.lines.map(({ code }) => code)).toEqual([
      "cell-electricity",
      "prelithiation-carbonate",
    ]);
    // The chain of the added line leads to the record its supplier signed.
    const supplied = draft.lines.find(({ code }) => code === "prelithiation-carbonate");
    expect(supplied?.supplier).toMatchObject({ signature: "verified" });
    expect(supplied?.entered.factorId).toContain("li2co3-supplier");
    const scored = draft.lines.filter(({ entered }) => entered.quality !== null);
    expect(scored.length).toBeGreaterThan(1);
    expect(draft.cfp).not.toBe(draft.difference?.cfpBefore);
  });

  test("our checker finds nothing in a released declaration but what the document it is rebuilt from has as well", async () => {
    const exporter = await actingWith(access.tokens.exporter, registry);
    const rows = await listDeclarations(exporter, {});
    const foundIn = async (code: string, state: string) => {
      const row = rows.find((one) => one.subjectCode === code && one.state === state);
      const { findings, computes } = await checkDeclaration(exporter, { id: row?.id ?? "" });
      expect(computes).toBe(true);
      return [...new Set(findings.map((finding) => finding.code))].toSorted();
    };
    for (const own of ["RW-LFP-62", "RW-NCM-77", "LB-NCM-100-MY"])
      expect([own, await foundIn(own, "released")]).toEqual([own, []]);
    for (const [name, document, alone] of rebuiltFrom) {
      const codes = await foundIn(name, "released");
      expect([name, codes.length > 0]).toEqual([name, true]);
      const { codes: ofDocument } = checkReport(document);
      expect([name, codes.filter((code) => !ofDocument.includes(code))]).toEqual([name, alone]);
    }
    // One draft shows on purpose what a finding looks like, and says so; the one in review has none of its own.
    expect(await foundIn("LB-NCM-100-MY", "draft")).toEqual(["CK-FACTOR-RANGE", "CK-YEAR"]);
    expect(await foundIn("LB-NCM-100-NT", "in_review")).toEqual(["CK-ENERGY-CAP"]);
    const draft = rows.find(({ state }) => state === "draft");
    const { inventory } = await readDeclaration(exporter, { id: draft?.id ?? "" });
    expect(inventory.title).toContain("with findings on purpose");
  });

  test("everything released was approved by another person than its author", async () => {
    const rows = await registry.held.db.select().from(declaration);
    const released = rows.filter(({ state }) => state === "released");
    expect(released).toHaveLength(7);
    for (const { createdBy, submittedBy, editors, reviewedBy, basis } of released) {
      expect(reviewedBy).not.toBeNull();
      expect([createdBy, submittedBy, ...editors]).not.toContain(reviewedBy);
      expect(basis?.factors.length).toBeGreaterThanOrEqual(0);
    }
  });

  test("one declaration waits for the reviewer, who may judge it; its exporter may not", async () => {
    const exporter = await actingWith(access.tokens.exporter, registry);
    const waiting = (await listDeclarations(exporter, {})).filter(({ state }) => state === "in_review");
    expect(waiting).toMatchObject([{ number: 2, isApproved: false, waitsForMyReview: false }]);
    const [reviewer] = await registry.held.db
      .select()
      .from(user)
      .where(eq(user.email, "reviewer@demo.example"));
    const memberships = exporter.caller.memberships.filter(({ role }) => role === "reviewer");
    const second = { ...registry.ctx, caller: { userId: reviewer?.id ?? "", name: null, memberships } };
    const [mine] = (await listDeclarations(second, {})).filter(({ waitsForMyReview }) => waitsForMyReview);
    expect(mine?.id).toBe(waiting[0]?.id);
    const view = await readDeclaration(second, { id: mine?.id ?? "" });
    expect(view.may).toMatchObject({ review: true, edit: false, release: false });
    const released = (await listDeclarations(second, {})).find(
      ({ state, subjectCode }) => state === "released" && subjectCode === mine?.subjectCode,
    );
    expect(released?.renewal.map(({ kind }) => kind)).toEqual(["bill_of_materials"]);
  });

  test("the carbonate shows its transport rows with the code, and its value beside the published one", async () => {
    const exporter = await actingWith(access.tokens.exporter, registry);
    const row = (await listDeclarations(exporter, {})).find(
      ({ subjectCode }) => subjectCode === "SG-LI2CO3-2024",
    );
    const view = await readDeclaration(exporter, { id: row?.id ?? "" });
    expect(view.published).toMatchObject({ value: "43.92", unit: "tCO2/t" });
    expect(view.lines.flatMap(({ published }) => published?.problem ?? [])).toEqual([
      "E_UNIT_DIMENSION",
      "E_UNIT_DIMENSION",
    ]);
  });

  test("the exporter's token acts for every operator, the others for none", async () => {
    const held = async (token: string) => (await actingWith(token, registry)).caller.memberships;
    expect(new Set((await held(access.tokens.exporter)).map(({ operatorId }) => operatorId)).size).toBe(10);
    const { exporter: _, ...others } = access.tokens;
    const roles = await Promise.all(Object.values(others).map(held));
    expect(roles.flat().map(({ role, operatorId }) => [role, operatorId])).toEqual([
      ["interest", null],
      ["authority", null],
      ["notifiedBody", null],
      ["keeper", null],
    ]);
  });

  test.each(people.map(({ email }) => email))("%s signs in with the password", async (email) => {
    const signedIn = await registry.held.sessions.api.signInEmail({
      body: { email, password: access.password },
    });
    expect(signedIn.user.email).toBe(email);
  });

  test("a later start changes nothing and shows the same sign-ins", async () => {
    expect(await seedDemonstration(registry.ctx, access)).toEqual(access);
    expect(await sizes(registry)).toEqual(whole);
    expect(await listModels(await actingWith(access.tokens.exporter, registry), {})).toHaveLength(10);
  });

  test("a start without the kept sign-ins makes new ones and ends the old", async () => {
    const renewed = await seedDemonstration(registry.ctx, null);
    expect(await sizes(registry)).toEqual(whole);
    await expect(actingWith(access.tokens.exporter, registry)).rejects.toMatchObject({
      code: "NOT_SIGNED_IN",
    });
    expect((await actingWith(renewed.tokens.admin, registry)).caller.memberships).toHaveLength(1);
    const body = { email: "exporter@demo.example", password: access.password };
    await expect(registry.held.sessions.api.signInEmail({ body })).rejects.toThrow();
    expect(await seedDemonstration(registry.ctx, access)).not.toEqual(access);
  });
});

// Killed and begun again a dozen times: longer than the usual time of a test where the machine has other work.
test(
  "a load that is killed again and again ends the same as one that is not",
  { timeout: 180_000 },
  async () => {
    const registry = await emptyRegistry();
    try {
      let kills = 0;
      let access: DemonstrationAccess | undefined;
      for (let steps = 3; access === undefined; steps = Math.ceil(steps * 1.5)) {
        let left = steps;
        const now = () => {
          left -= 1;
          if (left < 0) throw new Error("killed");
          return new Date();
        };
        try {
          access = await seedDemonstration({ ...registry.ctx, now }, null);
        } catch (error) {
          expect(error).toMatchObject({ message: "killed" });
          kills += 1;
        }
      }
      expect(kills).toBeGreaterThan(3);
      expect(await sizes(registry)).toEqual(whole);
      const [exporter] = await registry.held.db
        .select()
        .from(user)
        .where(eq(user.email, "exporter@demo.example"));
      expect((await actingWith(access.tokens.exporter, registry)).caller.userId).toBe(exporter?.id);
    } finally {
      await registry.end();
    }
  },
);
