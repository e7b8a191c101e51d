import { AxeBuilder } from "@axe-core/playwright";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { ask, call, tokenOf } from "./procedures.ts";
import { enter, signIn } from "./session.ts";

/**
 * A notified body assesses a declaration of the story's own: it calculates it again, signs, and the public page says so;
 * the next version has no opinion, and says that too.
 */
test.describe.configure({ mode: "serial" });

const name = "Assessed pack 100 kWh";
const slug = "assessed-packs";
const assessor = { email: "assessor@plumb.example", name: "Test Assessor" };
let path = "";
let password = "";
let author = "";
let reviewer = "";
let draft = { id: "", lock: 0 };

const organisation = (of: string) => ({
  ...{ slug: of, name: `Organisation ${of}`, streetAddress: "1 Test Road", postalCode: "056000" },
  ...{ city: "Handan", country: "CN", email: `office@${of}.example` },
  ...{ identifierScheme: "NTR", identifier: of },
});

test.beforeAll(async ({ request, registry }) => {
  const keeper = registry.tokens["keeper"] ?? "";
  const { id: operatorId } = await call(request, keeper, "operator.create", organisation(slug));
  const person = (who: string, roles: readonly string[]) =>
    tokenOf(request, keeper, { name: who, email: `${who}@${slug}.example`, operatorId, roles });
  author = await person("author", ["author", "signer"]);
  reviewer = await person("reviewer", ["reviewer"]);
  const by = (procedure: string, input: object) => call(request, author, procedure, input);
  const plant = await by("facility.create", {
    ...{ operatorId, code: "P1", name: "Plant", city: "Handan", region: "CN-HE", country: "CN" },
  });
  const model = await by("model.create", {
    ...{ operatorId, facilityId: plant.id, modelCode: "AP-100", name, typeDesignation: "AP-100" },
    ...{ category: "EV", chemistry: "LFP", massKg: "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  const made = await by("footprint.create", {
    ...{ modelId: model.id, method: "mee-partial", title: "Assessed", gwpSet: "AR6" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31" },
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
  });
  draft = { id: made.id, lock: made.lock ?? 0 };
  for (const [code, stage] of [
    ["cells", "raw_materials_and_parts"],
    ["steel", "production"],
    ["box", "distribution"],
  ]) {
    const { lock } = await by("footprint.addLine", {
      ...draft,
      line: {
        ...{ code, stage, kind: "material", nameEn: code, nameZh: code, amount: "1000", amountUnit: "kg" },
        ...{ factorValue: "3", factorUnit: "kgCO2e/kg", dataKind: "primary", sourceEn: "s", sourceZh: "s" },
      },
    });
    draft = { ...draft, lock: lock ?? 0 };
  }
  path = await release(request, undefined);
  const entered = await request.post("/api/trpc/account.addPerson", {
    data: { ...assessor, operatorId: null, roles: ["notifiedBody"] },
    headers: { authorization: `Bearer ${keeper}` },
  });
  ({ password } = z
    .object({ result: z.object({ data: z.object({ password: z.string() }) }) })
    .parse(await entered.json()).result.data);
});

type Requests = Parameters<typeof call>[0];

/** Submits, approves and releases the draft; answers the path of its passport. */
async function release(request: Requests, reason: string | undefined): Promise<string> {
  const { lock: submitted } = await call(request, author, "footprint.submit", draft);
  const { content } = await ask(request, reviewer, {
    ...{ name: "footprint.readReview", input: { id: draft.id } },
    form: z.object({ content: z.object({ contentDigest: z.string() }) }),
  });
  const { lock } = await call(request, reviewer, "footprint.review", {
    ...{ id: draft.id, lock: submitted, verdict: "approved", contentDigest: content.contentDigest },
  });
  const released = await request.post("/api/trpc/footprint.release", {
    data: { id: draft.id, lock, reason },
    headers: { authorization: `Bearer ${author}` },
  });
  return z
    .object({ result: z.object({ data: z.object({ passport: z.object({ path: z.string() }) }) }) })
    .parse(await released.json()).result.data.passport.path;
}

test("the keeper adds a notified body and names who signs for it", async ({ page, registry }) => {
  await signIn(page, {
    ...{ email: "keeper@testpack.example", password: registry.password, next: "/admin/bodies" },
  });
  await page.getByRole("link", { name: "Add a body" }).click();
  const body = organisation("plumb");
  await page.getByLabel("Kind of body").selectOption("notifiedBody");
  for (const [label, value] of [
    ["Name", body.name],
    ["Name in addresses", body.slug],
    ["Street and number", body.streetAddress],
    ["Postal code", body.postalCode],
    ["City", body.city],
    ["Country", body.country],
    ["Email address", body.email],
    ["Identifier", body.identifier],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel("Kind of identifier").selectOption("NTR");
  await page.getByRole("button", { name: "Add the body and make its key" }).click();
  await expect(page.getByText("Organisation plumb is in the registry")).toBeVisible();
  await page.getByRole("link", { name: "To the bodies" }).click();
  const section = page.locator("section").filter({ hasText: "Organisation plumb" });
  await section.getByLabel("Person").selectOption({ label: `${assessor.name} · ${assessor.email}` });
  await section.getByRole("button", { name: "Name this person" }).click();
  await expect(section.getByRole("row").filter({ hasText: assessor.email })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("the assessor finds the declaration, calculates it again and signs what was found", async ({ page }) => {
  await page.goto(`${path}?lang=en`);
  await expect(page.getByText("No body has given an opinion on version 1.")).toBeVisible();
  await signIn(page, { email: assessor.email, password, next: "/authority/opinions" });
  await expect(page.getByText("You sign for: Organisation plumb.")).toBeVisible();
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Recompute" }).click();
  await expect(page.getByText(/the same to the last digit/)).toBeVisible();
  await expect(page.getByText("This is the first declared version of this passport.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByLabel("Finding").selectOption("confirmedWithRemarks");
  await page.getByRole("button", { name: "Go on to signing" }).click();
  await expect(page.getByLabel(/^Remarks/)).toHaveAccessibleDescription(/This field is empty/);
  await page.getByLabel(/^Remarks/).fill("Meters of the plant were read.");
  await page.getByRole("button", { name: "Go on to signing" }).click();
  const question = page.getByRole("dialog", { name: "Sign this opinion?" });
  await expect(question).toContainText(`“Confirmed with remarks” on version 1 of ${name}`);
  await question.getByRole("button", { name: "Calculate again and sign" }).click();
  await expect(
    page.getByText(/^Signed\. The log commits to it at index \d+ \(counted from 0\)\.$/),
  ).toBeVisible();
});

test("the public page tells it in both languages, with the signed text for anyone", async ({
  page,
  request,
}) => {
  await page.goto(`${path}?lang=en`);
  const section = page.getByRole("region", { name: "Opinions and what they rest on" });
  await expect(section).toContainText("Confirmed with remarks by Organisation plumb on");
  await expect(section).toContainText("In its words: Meters of the plant were read.");
  await expect(section).toContainText("Checked just now by this server: the opinion holds.");
  const text = await section.getByRole("link", { name: "Signed opinion" }).getAttribute("href");
  const signed = await request.get(text ?? "");
  expect([signed.status(), signed.headers()["content-type"]]).toEqual([200, "application/vc+jwt"]);
  expect((await request.get("/op/plumb/opinions/none")).status()).toBe(404);
  for (const place of ["/contexts/passport-opinion/1.0.0", "/schemas/passport-opinion/1.0.0.json"])
    expect((await request.get(place)).status()).toBe(200);
  await page.goto(`${path}?lang=zh`);
  await expect(page.locator("section[aria-labelledby=opinions]")).toContainText("附说明予以确认");
});

test("the next version has none, says so plainly, and leads to the one that has", async ({
  page,
  request,
}) => {
  const next = await call(request, author, "footprint.startNext", { id: draft.id });
  const changed = await call(request, author, "footprint.changeLine", {
    ...{ id: next.id, lock: next.lock, code: "cells", changes: { amount: "1100" } },
  });
  draft = { id: next.id, lock: changed.lock ?? 0 };
  await release(request, "More cells.");
  await expect(async () => {
    await page.goto(`${path}?lang=en`);
    await expect(page.getByText("Version 1 had an opinion. This version, 2, has none yet")).toBeVisible();
  }).toPass();
  await page.getByRole("link", { name: "The version with the opinion" }).click();
  await expect(page.getByText(/Confirmed with remarks by Organisation plumb on/)).toBeVisible();
});

test("an authority reads no assessor's desk", async ({ page, registry }) => {
  await enter(page, registry, "stranger");
  await page.goto("/authority/opinions?lang=en");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Opinions on declarations");
});
