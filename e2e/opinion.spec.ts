import { AxeBuilder } from "@axe-core/playwright";
import { z } from "zod";
import { expect, test } from "./app.ts";
import type { OwnOperator } from "./own-operator.ts";
import { nextVersion, ownOperator, release } from "./own-operator.ts";
import { enter, signIn } from "./session.ts";

/**
 * A notified body assesses a declaration of the story's own: it calculates it again, signs, and the public page says so;
 * the next version has no opinion, and says that too.
 */
test.describe.configure({ mode: "serial" });

const name = "Assessed pack 100 kWh";
const slug = "assessed-packs";
const assessor = { email: "assessor@plumb.example", name: "Test Assessor" };
let operator: OwnOperator;
let path = "";
let password = "";

test.beforeAll(async ({ request, registry }) => {
  const keeper = registry.tokens["keeper"] ?? "";
  operator = await ownOperator(request, keeper, { slug, modelName: name });
  path = await release(request, operator, { draft: operator.draft });
  const entered = await request.post("/api/trpc/account.addPerson", {
    data: { ...assessor, operatorId: null, roles: ["notifiedBody"] },
    headers: { authorization: `Bearer ${keeper}` },
  });
  ({ password } = z
    .object({ result: z.object({ data: z.object({ password: z.string() }) }) })
    .parse(await entered.json()).result.data);
});

test("the keeper adds a notified body and names who signs for it", async ({ page, registry }) => {
  await signIn(page, {
    ...{ email: "keeper@testpack.example", password: registry.password, next: "/admin/bodies" },
  });
  await page.getByRole("link", { name: "Add a body" }).click();
  await page.getByLabel("Kind of body").selectOption("notifiedBody");
  for (const [label, value] of [
    ["Name", "Organisation plumb"],
    ["Name in addresses", "plumb"],
    ["Street and number", "1 Test Road"],
    ["Postal code", "056000"],
    ["City", "Handan"],
    ["Country", "CN"],
    ["Email address", "office@plumb.example"],
    ["Identifier", "plumb"],
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
  const draft = await nextVersion(request, operator, { id: operator.draft.id, cells: "1100" });
  await release(request, operator, { draft, reason: "More cells." });
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
