import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { auditEvent, batteryItem } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { createModel } from "../model/create.ts";
import { stateRecycledContent } from "../model/state-recycled-content.ts";
import { addRecycledLot } from "./add-lot.ts";
import { attachEvidence } from "./attach-evidence.ts";
import { exportEvidencePack } from "./export-pack.ts";
import { listRecycledEvidence } from "./list.ts";
import { readEvidence } from "./read-evidence.ts";
import { readRecycledContent } from "./read.ts";
import { removeRecycledLot } from "./remove-lot.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let body: Context;
let modelId: string;
const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("other");
  body = registry.as(await registry.person("Body", { role: "notifiedBody", operatorId: null }));
  modelId = (await createModel(operator.author, modelOf(operator))).id;
});
afterAll(() => database.end());

function lotOf(lot: string, changes: Partial<Parameters<typeof addRecycledLot>[1]> = {}) {
  return {
    ...{ modelId, year: 2025, metal: "cobalt", lot, supplier: "Supplier of the test" },
    ...{ metalKg: "500", preConsumerKg: "20", postConsumerKg: "10" },
    ...changes,
  };
}

const cobaltOf = async (year = 2025) =>
  (await readRecycledContent(operator.author, { modelId, year })).metals.find(
    ({ metal }) => metal === "cobalt",
  );

describe("lots", () => {
  test("give the share of their metal and year, and a stated share that differs is a finding", async () => {
    await addRecycledLot(operator.author, lotOf("A"));
    expect(await cobaltOf()).toMatchObject({ finding: "notStated", fromLots: { sharePercent: "6" } });
    const statement = { modelId, year: 2025, metal: "cobalt", source: "Certificate" };
    await stateRecycledContent(operator.author, {
      ...statement,
      preConsumerPercent: "4",
      postConsumerPercent: "2",
    });
    expect(await cobaltOf()).toMatchObject({ finding: "agrees", lotsWithoutEvidence: 1 });
    await addRecycledLot(operator.author, lotOf("B", { preConsumerKg: "0", postConsumerKg: "0" }));
    expect(await cobaltOf()).toMatchObject({
      finding: "differs",
      fromLots: { sharePercent: "3", metalKg: "1000" },
    });
  });

  test("of other metals and years change nothing about it", async () => {
    await addRecycledLot(operator.author, lotOf("A", { metal: "nickel", postConsumerKg: "400" }));
    await addRecycledLot(operator.author, lotOf("A", { year: 2024, postConsumerKg: "400" }));
    expect(await cobaltOf()).toMatchObject({ fromLots: { sharePercent: "3" } });
    const view = await readRecycledContent(operator.author, { modelId });
    expect([view.year, view.years]).toEqual([2025, [2025, 2024]]);
    expect(view.metals.find(({ metal }) => metal === "lead")).toMatchObject({
      finding: "notStated",
      fromLots: null,
    });
  });

  test("count once", async () =>
    expect(await problemsFrom(addRecycledLot(operator.author, lotOf("A")))).toEqual(["E_LOT_TWICE lot"]));

  test("are refused with every problem at its field", async () =>
    expect(
      await problemsFrom(
        addRecycledLot(operator.author, {
          ...lotOf(" ", {
            metal: "gold",
            year: 2027,
            metalKg: "1",
            preConsumerKg: "0.6",
            postConsumerKg: "0.5",
          }),
        }),
      ),
    ).toEqual(["E_METAL metal", "E_REQUIRED lot", "E_LOT_MASS postConsumerKg", "E_YEAR year"]));

  test("are entered by the operator's authors only", async () => {
    for (const ctx of [operator.reviewer, operator.signer, other.author, body])
      expect((await refusalFrom(addRecycledLot(ctx, lotOf("X")))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(addRecycledLot(registry.as(anyone), lotOf("X")))).code).toBe("NOT_SIGNED_IN");
  });
});

describe("who reads the evidence", () => {
  test("is the operator, an authority and a notified body, and nobody else", async () => {
    const officer = registry.as(await registry.person("Officer", { role: "authority", operatorId: null }));
    const interest = registry.as(await registry.person("Buyer", { role: "interest", operatorId: null }));
    for (const ctx of [operator.reviewer, officer, body]) {
      expect((await readRecycledContent(ctx, { modelId })).model.id).toBe(modelId);
      expect((await listRecycledEvidence(ctx)).map((row) => [row.modelId, row.lots, row.years])).toEqual([
        [modelId, 4, [2025, 2024]],
      ]);
    }
    for (const ctx of [other.author, interest])
      expect((await refusalFrom(exportEvidencePack(ctx, { modelId }))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(exportEvidencePack(registry.as(anyone), { modelId }))).code).toBe(
      "NOT_SIGNED_IN",
    );
    expect(await listRecycledEvidence(other.author)).toEqual([]);
  });
});

describe("the evidence pack", () => {
  test("holds the statement, the lots and every evidence file once, each under its digest", async () => {
    const { lots } = await readRecycledContent(operator.author, { modelId, year: 2025 });
    for (const { id } of lots.slice(0, 2))
      await attachEvidence(operator.author, { lotId: id, title: "=Certificate", language: "en", bytes: pdf });
    expect(Buffer.from((await readEvidence(body, { lotId: lots[0]?.id ?? "" })).bytes).equals(pdf)).toBe(
      true,
    );
    const pack = await exportEvidencePack(body, { modelId, year: 2025, placedOn: "2031-08-18" });
    expect(pack.fileName).toBe("recycled-content-PACK-100-2025.zip");
    const files = await filesIn(pack.parts);
    const sha256 = createHash("sha256").update(pdf).digest("hex");
    expect(Object.keys(files)).toEqual([
      "statement.json",
      "lots.json",
      "lots.csv",
      `evidence/${sha256}.pdf`,
      "SHA256SUMS",
    ]);
    const sums = (files["SHA256SUMS"] ?? Buffer.alloc(0)).toString().trimEnd().split("\n");
    for (const line of sums) {
      const [digest = "", name = ""] = line.split("  ");
      expect(
        createHash("sha256")
          .update(files[name] ?? "")
          .digest("hex"),
      ).toBe(digest);
    }
    const statement: unknown = JSON.parse((files["statement.json"] ?? "").toString());
    expect(statement).toMatchObject({
      ...{ year: 2025, placedOn: "2031-08-18", model: { id: modelId, plant: "Plant one" } },
      judgedAt: {
        from: "2031-08-18",
        gaps: [{ metal: "cobalt", missingPoints: "13", missingKg: "130" }, {}, {}, {}],
      },
    });
    // A title that a spreadsheet would run is kept from running.
    expect((files["lots.csv"] ?? "").toString()).toContain("'=Certificate");
  });

  test("and the file of one lot are written down with who outside the operator takes them, under no operator", async () => {
    const readings = () =>
      database.db.select().from(auditEvent).where(eq(auditEvent.action, "recycledEvidence.read"));
    const { lots } = await readRecycledContent(operator.author, { modelId, year: 2025 });
    const lotId = lots[0]?.id ?? "";
    const before = (await readings()).length;
    await readEvidence(operator.signer, { lotId });
    await exportEvidencePack(operator.signer, { modelId, year: 2025 });
    expect(await readings()).toHaveLength(before);
    await readEvidence(body, { lotId });
    await exportEvidencePack(body, { modelId, year: 2025 });
    expect((await readings()).slice(before)).toMatchObject([
      { actorId: body.caller.userId, operatorId: null, subject: modelId, detail: { lot: lotId } },
      { actorId: body.caller.userId, operatorId: null, subject: modelId, detail: { year: 2025 } },
    ]);
  });

  test("takes no file that is none", async () => {
    const { lots } = await readRecycledContent(operator.author, { modelId });
    const evidence = { lotId: lots[0]?.id ?? "", title: "Page", language: "en" };
    const html = new TextEncoder().encode("<html>");
    expect((await refusalFrom(attachEvidence(operator.author, { ...evidence, bytes: html }))).code).toBe(
      "FILE_TYPE_REFUSED",
    );
    expect(
      await problemsFrom(
        attachEvidence(operator.author, { ...evidence, title: "", language: "English", bytes: pdf }),
      ),
    ).toEqual(["E_REQUIRED title", "E_LANGUAGE_FORMAT language"]);
    expect((await refusalFrom(attachEvidence(other.author, { ...evidence, bytes: pdf }))).code).toBe(
      "NOT_ALLOWED",
    );
    expect((await refusalFrom(readEvidence(body, { lotId: "1' or" }))).code).toBe("LOT_NOT_FOUND");
  });
});

describe("batteries", () => {
  test("are judged by their own day of placing on the market and the year they were made in", async () => {
    const items = [
      ["2025-06", "2025-12-01", "original"],
      ["2025-06", "2031-08-17", "original"],
      ["2025-06", "2031-08-18", "original"],
      ["2025-06", "2036-08-18", "original"],
      ["2025-06", "2036-08-18", "repurposed"],
      ["2024-06", "2031-08-18", "original"],
      ["2025-07", null, "original"],
    ] as const;
    for (const [place, [manufacturedOn, placedOnMarketOn, batteryStatus]] of items.entries())
      await database.db.insert(batteryItem).values({
        ...{ id: `00000000-0000-7000-8000-00000000000${place}`, modelId, serial: `${place}` },
        ...{
          productUrl: `http://localhost:3000/id/x/${place}`,
          manufacturedOn,
          placedOnMarketOn,
          batteryStatus,
        },
      });
    const { items: groups } = await readRecycledContent(operator.author, { modelId });
    const cobalt = groups.map(({ count, madeIn, placed, from, gaps }) => [
      ...[madeIn, placed, from, count],
      gaps?.find(({ metal }) => metal === "cobalt")?.missingPoints ?? null,
    ]);
    expect(cobalt).toEqual([
      [2025, "underMinimum", "2036-08-18", 1, "23"],
      [2025, "underMinimum", "2031-08-18", 1, "13"],
      [2025, "secondLife", null, 1, null],
      [2025, "notYet", null, 1, null],
      [2025, "beforeAnyMinimum", null, 2, null],
      [2024, "underMinimum", "2031-08-18", 1, "0"],
    ]);
  });

  test("a day that does not exist is no day of placing on the market", async () =>
    expect(
      await problemsFrom(readRecycledContent(operator.author, { modelId, placedOn: "2031-02-30" })),
    ).toEqual(["E_DATE_FORMAT placedOn"]));
});

describe("what a signed record rests on", () => {
  test("stays: a lot is removed before the release and not after it", async () => {
    const { id: early } = await addRecycledLot(operator.author, lotOf("C"));
    await removeRecycledLot(operator.author, { id: early });
    const draft = await createDraft(operator.author, draftOf({ modelId }));
    registry.setTime("2026-11-20T13:00:00Z");
    await releaseReviewed(operator, draft);
    const { lots } = await readRecycledContent(operator.author, { modelId, year: 2025 });
    const cobalt = lots.find(({ metal, lot }) => metal === "cobalt" && lot === "A");
    const nickel = lots.find(({ metal }) => metal === "nickel");
    expect([cobalt?.removable, nickel?.removable]).toEqual([false, true]);
    expect((await refusalFrom(removeRecycledLot(operator.author, { id: cobalt?.id ?? "" }))).code).toBe(
      "LOT_RELEASED",
    );
    expect(
      (
        await refusalFrom(
          attachEvidence(operator.author, {
            lotId: cobalt?.id ?? "",
            title: "Other",
            language: "en",
            bytes: pdf,
          }),
        )
      ).code,
    ).toBe("LOT_RELEASED");
    // The record states no share of nickel, so its lot may go.
    await removeRecycledLot(operator.author, { id: nickel?.id ?? "" });
  });

  test("a lot entered after the release may be taken back", async () => {
    registry.setTime("2026-11-20T14:00:00Z");
    const { id } = await addRecycledLot(operator.author, lotOf("D"));
    expect((await refusalFrom(removeRecycledLot(other.author, { id }))).code).toBe("NOT_ALLOWED");
    await removeRecycledLot(operator.author, { id });
    expect((await refusalFrom(removeRecycledLot(operator.author, { id }))).code).toBe("LOT_NOT_FOUND");
  });
});

async function filesIn(parts: AsyncGenerator<Uint8Array>): Promise<Readonly<Record<string, Buffer>>> {
  const pieces: Uint8Array[] = [];
  for await (const part of parts) pieces.push(part);
  const archive = await fromBufferPromise(Buffer.concat(pieces), { lazyEntries: true });
  const files: Record<string, Buffer> = {};
  for await (const entry of archive.eachEntry())
    files[entry.fileName] = await buffer(await archive.openReadStreamPromise(entry));
  return files;
}
