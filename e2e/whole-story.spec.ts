import type { APIRequestContext, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { readCodes } from "../server/platform/code-reader.ts";
import { readSpreadsheet } from "../server/platform/spreadsheet.ts";
import { readZip } from "../server/platform/zip-reader.ts";
import { writeXlsx } from "../server/platform/spreadsheet-writer.ts";
import { expect, test } from "./app.ts";
import { ownMaker, ownOperator, release } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { signIn } from "./session.ts";

/*
 * The whole way of a battery: from an empty template to a released model, fifty batteries, their labels, what a repairer
 * and an authority read, a second life made of two of them, and the end of a third.
 */

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What an engineer fills into the template, by the name of the data point. */
const filled: Readonly<Record<string, string>> = {
  ...{ modelCode: "WHOLE-1", category: "EV", name: "Pack of a whole life" },
  ...{ typeDesignation: "WHOLE", plant: "P1", ratedEnergyKwh: "100" },
  ...{ batteryChemistry: "LFP", batteryMass: "600", ratedCapacity: "280", nominalVoltage: "357.2" },
  ...{ minimumVoltage: "280", maximumVoltage: "408", extinguishingAgent: "Water in large quantities" },
  ...{ renewableContentShare: "0", idleTemperatureLower: "-30", idleTemperatureUpper: "60" },
};

/** Values of two batteries measured anew. */
const measured = {
  ...{ measuredCapacity: "240.5", capacityFade: "14", currentPower: "120", powerFade: "10" },
  ...{ currentInternalResistance: "0.05", internalResistanceIncreasePack: "12" },
  ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: "1200" },
} as const;

test.use({ actionTimeout: 30_000 });

test("a battery from template to tombstone", async ({ page, request, registry }) => {
  test.setTimeout(300_000);
  const { keeper = "" } = registry.tokens;
  const maker = await ownMaker(request, keeper, "whole-maker");
  const heir = await ownOperator(request, keeper, { slug: "whole-heir", modelName: "Storage rack" });
  await release(request, heir, { draft: heir.draft });
  const model = `/id/${maker.slug}/WHOLE-1`;
  const battery = (serial: number) => `${model}/WS-${String(serial)}`;
  const as = async (person: { readonly email: string; readonly password: string }, next: string) => {
    await page.context().clearCookies();
    await signIn(page, { ...person, next });
  };
  const document = async (path: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await request.get(path, { headers: { accept: "application/json", ...headers } });
    return { status: answer.status(), text: await answer.text() };
  };
  let modelId = "";

  await test.step("a template is filled in and becomes a model", async () => {
    await as(maker.signer, "/console/products/import?lang=en");
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Template (.xlsx)" }).click();
    const read = await readSpreadsheet(await readFile(await (await loading).path()));
    const [models, guide] = read.ok ? read.value.sheets : [];
    const [headings = [], guidance = []] = models?.rows.map(({ cells }) => cells) ?? [];
    const names = new Map((guide?.rows ?? []).map(({ cells: [heading = "", name = ""] }) => [heading, name]));
    const row = headings.map((heading) => filled[names.get(heading) ?? ""] ?? "");
    const sheet = { name: "Models", rows: [[...headings], [...guidance], row] };
    await send(page, "whole.xlsx", Buffer.from(await writeXlsx([sheet])), 1);
    const models200 = await request.get("/api/trpc/model.list?input=%7B%7D", {
      headers: { authorization: `Bearer ${maker.signer.token}` },
    });
    const listed = z
      .object({ result: z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) }) })
      .parse(await models200.json()).result.data;
    modelId = listed.find(({ name }) => name === "Pack of a whole life")?.id ?? "";
    expect(modelId).not.toBe("");
  });

  await test.step("what only some may read is stated, approved by a second person, and signed", async () => {
    const address = `/console/models/${modelId}/attributes`;
    await page.goto(`${address}?lang=en`);
    const cathode = page.locator("article#cathodeMaterials");
    await cathode.getByText("Fill in").click();
    await cathode.getByRole("button", { name: "Add an entry" }).click();
    await cathode.getByLabel("Material", { exact: true }).fill("Cathode of the whole story");
    await cathode.getByRole("button", { name: "Save" }).click();
    await expect(cathode).toContainText("Filled");
    await page.getByRole("button", { name: "Hand to a second person" }).click();
    await expect(page.locator("#next-version")).toContainText("In review since");
    await as(maker.reviewer, address);
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.locator("#next-version")).toContainText("Approved by");
    await as(maker.signer, address);
    await page.getByRole("button", { name: "Sign and release" }).click();
    await expect(page.getByText("Version 1 is signed.")).toBeVisible();
    expect((await document(model)).text).toContain('"maximumVoltage":"408"');
  });

  await test.step("fifty batteries come by spreadsheet", async () => {
    await page.goto("/console/products/import?kind=items&lang=en");
    const lines = Array.from({ length: 50 }, (_, index) => `WHOLE-1,WS-${String(index)},2026-10,B7`);
    const text = ["Model,Serial number,Month of manufacture,Batch", ...lines].join("\n");
    await send(page, "whole.csv", Buffer.from(text), 50);
    expect((await document(battery(49))).status).toBe(200);
  });

  await test.step("their labels are printed, and a decoder reads each", async () => {
    await page.goto("/console/labels?lang=en");
    await page.getByLabel("Model", { exact: true }).selectOption(modelId);
    await page.locator("[name=form]").selectOption("png");
    await page.locator("[name=from]").fill("WS-10");
    await page.locator("[name=to]").fill("WS-19");
    await page.locator("details.field-group").first().locator("summary").click();
    await page.locator("[name=complete]").selectOption("no");
    const loading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const bytes = await readFile(await (await loading).path());
    const files = await readZip(bytes, { files: 100, bytes: 50_000_000 });
    const serials = Array.from({ length: 10 }, (_, index) => `WS-1${String(index)}`);
    expect([...files.keys()].toSorted()).toEqual(serials.map((serial) => `${serial}.png`));
    for (const serial of serials) {
      const picture = new Uint8Array(files.get(`${serial}.png`) ?? []);
      expect(await readCodes(picture)).toEqual([`${registry.url}${model}/${serial}`]);
    }
  });

  await test.step("a repairer reads composition and state, an authority composition and no state", async () => {
    const repairer = await holder(request, keeper, "interest");
    const officer = await holder(request, keeper, "authority");
    const seen = async (who: typeof repairer) => {
      await as(who, `${battery(1)}?lang=en`);
      await page.goto(`${battery(1)}?lang=en`);
      return page.locator("section[aria-labelledby=restricted]").innerText();
    };
    const [repair, oversight] = [await seen(repairer), await seen(officer)];
    expect(repair).toContain("Cathode of the whole story");
    expect(repair).toContain("Battery status");
    expect(oversight).toContain("Cathode of the whole story");
    expect(oversight).not.toContain("Battery status");
    await page.context().clearCookies();
    await page.goto(`${battery(1)}?lang=en`);
    await expect(page.locator("body")).not.toContainText("Cathode of the whole story");
  });

  await test.step("two of them become one new battery of another operator, with consent", async () => {
    const originals = [battery(1), battery(2)].map((path) => `${registry.url}${path}`);
    await as(maker.signer, "/console/transfers?lang=en");
    const form = page.locator("#offer");
    await form.getByLabel("What happens").selectOption("secondLife");
    await form.getByLabel("Operation").selectOption("repurposing");
    await form.getByLabel("Operator that takes over").selectOption(heir.id);
    await form.getByLabel("Passports").fill(originals.join("\n"));
    await form.getByRole("button", { name: "Offer" }).click();
    await expect(form.getByText("Offered. It waits for the other operator.")).toBeVisible();
    await as(heir.signer, "/console/transfers?lang=en");
    const card = page.locator("#in article");
    await card.getByRole("button", { name: "Accept" }).click();
    await card.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
    await expect(card).toContainText("Consent accepted");
    const made = page.locator("#second-life");
    await made.getByLabel("Operation").selectOption("repurposing");
    await made.getByLabel("Originals").fill(originals.join("\n"));
    await made.getByLabel("Serial number of the new battery").fill("RACK1");
    await made.getByLabel("Month of manufacture").fill("2026-11");
    await made.getByRole("button", { name: "Make the new battery" }).click();
    await expect(made.locator(".field-error").first()).toContainText("measured anew");
    for (const [id, value] of Object.entries(measured)) await made.locator(`[name="new.${id}"]`).fill(value);
    await made.getByRole("button", { name: "Make the new battery" }).click();
    await made.getByRole("link", { name: "Open it" }).click();
    const before = page.locator("section[aria-labelledby=life]");
    await expect(before.getByRole("link")).toHaveCount(2);
    await before.getByRole("link").first().click();
    await expect(page.locator("section[aria-labelledby=life]").getByRole("link")).toHaveCount(1);
  });

  await test.step("a third is recycled: its address tells so in every form, and its number never returns", async () => {
    const old = battery(3);
    await as(maker.signer, `/console/batteries/battery?lang=en&of=${encodeURIComponent(registry.url + old)}`);
    const life = page.locator("#life");
    await life.getByRole("button", { name: "It has become waste" }).click();
    const waste = life.getByRole("dialog");
    for (const [id, value] of Object.entries(measured))
      await waste.locator(`[name="waste.${id}"]`).fill(value);
    await waste.getByRole("button", { name: "Enter as waste" }).click();
    await expect(life).toContainText("original to waste");
    await life.getByRole("button", { name: "It was recycled" }).click();
    await life.getByRole("dialog").getByRole("button", { name: "End the passport" }).click();
    await expect(page.getByText("Recycled; the passport ended")).toBeVisible();
    for (const accept of ["text/html", "application/json", "application/vc+jwt"])
      expect((await request.get(old, { headers: { accept } })).status()).toBe(410);
    const again = await request.post("/api/trpc/passport.issueItem", {
      headers: { authorization: `Bearer ${maker.signer.token}` },
      data: { modelId, serial: "WS-3", manufacturedOn: "2026-10" },
    });
    expect(again.status()).toBe(409);
  });
});

/** Sends a file to the import and takes its good rows over. */
async function send(page: Page, name: string, buffer: Buffer, rows: number): Promise<void> {
  await page
    .getByLabel("Workbook (.xlsx) or text file (.csv)")
    .setInputFiles({ name, mimeType: name.endsWith(".xlsx") ? xlsx : "text/csv", buffer });
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page
    .getByRole("button", { name: new RegExp(`Take ${rows === 1 ? "(one|1)" : String(rows)} rows? over`) })
    .click();
  await expect(page.getByText(`Done: ${name}`)).toBeVisible({ timeout: 120_000 });
}

/** Somebody of the registry with one role, and for an interest a grant. */
async function holder(request: APIRequestContext, keeper: string, role: "interest" | "authority") {
  const email = `${role}@whole.example`;
  const added = await request.post("/api/trpc/account.addPerson", {
    headers: { authorization: `Bearer ${keeper}` },
    data: { name: `Whole ${role}`, email, operatorId: null, roles: [role] },
  });
  const data = z
    .object({ result: z.object({ data: z.object({ id: z.string(), password: z.string() }) }) })
    .parse(await added.json()).result.data;
  if (role === "interest")
    await call(request, keeper, "interest.grant", {
      ...{ userId: data.id, purpose: "dismantling", batteries: [], endsOn: "2036-12-31", reason: "Workshop" },
    });
  return { email, password: data.password };
}
