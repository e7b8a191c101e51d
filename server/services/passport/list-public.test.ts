import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import {
  batteryItem,
  batteryModel,
  facility,
  logCheckpoint,
  operator,
  operatorKey,
  passport,
  passportPredecessor,
  passportVersion,
  registry,
} from "../../../db/schema/index.ts";
import { registryNotOpen } from "../../platform/registry-client.ts";
import { anyone } from "../../context.ts";
import type { Context } from "../../context.ts";
import { memoryFileStore } from "../../platform/file-store.ts";
import { keyStore } from "../../platform/key-store.ts";
import { memoryLogSigner } from "../../platform/log-signer.ts";
import { listPublicPassports } from "./list-public.ts";

const publicUrl = "https://passport.example";
const kid = "did:web:passport.example:op:lanternbridge#key";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await fill();
});
afterAll(() => database.end());

test("a demonstration names models and single batteries, in order, without ended ones", async () => {
  await born({ demonstration: true });
  const { demonstration, passports } = await listPublicPassports(reader());
  expect(demonstration).toBe(true);
  expect(passports.map(({ path, level, serial, plant }) => [path, level, serial, plant])).toEqual([
    ["/01/09520000010010", "model", null, "Nantong"],
    ["/01/09520000010010/21/A1", "item", "A1", "Nantong"],
  ]);
  expect(passports[0]).toMatchObject({
    issuedAt: "2026-11-20T13:00:00.000Z",
    modelName: "NCM pack",
    operatorName: "Lanternbridge",
  });
});

test("a demonstration shows what became of a recycled battery where it is asked to, and nobody else does", async () => {
  await born({ demonstration: true });
  const { passports } = await listPublicPassports(reader(), { withEnded: true });
  expect(passports.map(({ serial, isEnded, hasPredecessors }) => [serial, isEnded, hasPredecessors])).toEqual(
    [
      [null, false, false],
      ["A1", false, true],
      ["A2", true, false],
    ],
  );
  await born({ demonstration: false });
  const elsewhere = await listPublicPassports(reader(), { withEnded: true });
  expect(elsewhere.passports.map(({ serial }) => serial)).toEqual([null]);
});

test("anywhere else serial numbers are nobody's to list", async () => {
  await born({ demonstration: false });
  const { demonstration, passports } = await listPublicPassports(reader());
  expect(demonstration).toBe(false);
  expect(passports.map(({ path }) => path)).toEqual(["/01/09520000010010"]);
});

/** A reader from the street: reads need neither keys nor files. */
function reader(): Context {
  return {
    db: database.db,
    caller: anyone,
    publicUrl,
    outside: {},
    euRegistry: registryNotOpen,
    signer: { sign: () => Promise.reject(new Error("Nothing is signed here.")) },
    keys: keyStore(new Uint8Array(32)),
    files: { ...memoryFileStore(), put: () => Promise.reject(new Error("Nothing is kept here.")) },
    log: memoryLogSigner(new Uint8Array(32)),
    now: () => new Date("2026-11-20T12:00:00Z"),
    randomBytes: (count) => new Uint8Array(count),
  };
}

async function born({ demonstration }: { readonly demonstration: boolean }): Promise<void> {
  await database.admin.delete(registry);
  await database.db.insert(registry).values({ publicUrl, demonstration });
}

/** One model with two batteries; the passport of the second has ended. */
async function fill(): Promise<void> {
  const { db } = database;
  const ids = { operator: randomUUID(), facility: randomUUID(), model: randomUUID() };
  await db.insert(operator).values({
    id: ids.operator,
    slug: "lanternbridge",
    name: "Lanternbridge",
    streetAddress: "1 Example Road",
    postalCode: "226000",
    city: "Nantong",
    country: "CN",
    email: "passport@lanternbridge.example",
    identifierScheme: "demonstration",
    identifier: "DEMO-1",
  });
  await db.insert(facility).values({
    id: ids.facility,
    operatorId: ids.operator,
    code: "NT1",
    name: "Plant 1",
    city: "Nantong",
    country: "CN",
  });
  await db.insert(batteryModel).values({
    id: ids.model,
    operatorId: ids.operator,
    facilityId: ids.facility,
    productUrl: `${publicUrl}/01/09520000010010`,
    gtin: "09520000010010",
    modelCode: "LB-100",
    typeDesignation: "LB-100",
    name: "NCM pack",
    category: "EV",
    chemistry: "NMC",
    massKg: "545",
    ratedCapacityAh: "250",
    nominalVoltageV: "400",
    ratedEnergyKwh: "100",
  });
  await db.insert(operatorKey).values({
    ...{ kid, operatorId: ids.operator, use: "passport", custody: "registry", leafIndex: 0 },
    publicJwk: { kty: "EC", crv: "P-256", x: "", y: "" },
  });
  await db.insert(logCheckpoint).values({ size: 101, body: "", note: "", signedAt: new Date() });
  const own = { modelId: ids.model, operatorId: ids.operator };
  const id = await addPassport({ ...own, productUrl: `${publicUrl}/01/09520000010010`, level: "model" }, 0);
  await addVersion(id, 2, 100, new Date("2026-11-20T13:00:00Z"));
  const batteries: string[] = [];
  for (const [place, serial] of ["A1", "A2"].entries()) {
    const item = randomUUID();
    const productUrl = `${publicUrl}/01/09520000010010/21/${serial}`;
    await db
      .insert(batteryItem)
      .values({ id: item, modelId: ids.model, serial, productUrl, manufacturedOn: "2026-08" });
    const endedAt = serial === "A2" ? new Date("2026-11-19T00:00:00Z") : null;
    batteries.push(
      await addPassport({ ...own, productUrl, level: "item", itemId: item, endedAt }, place + 1),
    );
  }
  const [made = "", of = ""] = batteries;
  await db
    .insert(passportPredecessor)
    .values({ passportId: made, predecessorId: of, operation: "repurposing" });
}

async function addPassport(
  row: Omit<typeof passport.$inferInsert, "id" | "logSubject">,
  leafIndex: number,
): Promise<string> {
  const id = randomUUID();
  await database.db.insert(passport).values({ ...row, id, logSubject: randomUUID() });
  await addVersion(id, 1, leafIndex, new Date("2026-11-20T12:00:00Z"));
  return id;
}

async function addVersion(
  passportId: string,
  version: number,
  leafIndex: number,
  issuedAt: Date,
): Promise<void> {
  const credentialId = `urn:uuid:${randomUUID()}`;
  await database.db
    .insert(passportVersion)
    .values({ passportId, version, credentialId, kid, leafIndex, issuedAt });
}
