import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import type { OwnOperator } from "./own-operator.ts";
import { ownOperator, release } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { signIn } from "./session.ts";

/** The life of batteries between two operators: consent, a second life of two originals, waste, recycling, authority in writing. */
test.describe.configure({ mode: "serial" });

let maker: OwnOperator;
let heir: OwnOperator;
let originals: readonly string[];
let second = "";
let old = "";

const measured = {
  measuredCapacity: "240.5",
  capacityFade: "14",
  currentPower: "120",
  powerFade: "10",
  currentInternalResistance: "0.05",
  internalResistanceIncreasePack: "12",
  expectedLifetimeYears: "8",
  expectedLifetimeCyclesOfItem: "1200",
} as const;

test.beforeAll(async ({ playwright, registry }) => {
  const request = await playwright.request.newContext({ baseURL: registry.url });
  const { keeper = "" } = registry.tokens;
  maker = await ownOperator(request, keeper, { slug: "life-maker", modelName: "First-life pack" });
  heir = await ownOperator(request, keeper, { slug: "life-heir", modelName: "Storage rack" });
  for (const operator of [maker, heir]) await release(request, operator, { draft: operator.draft });
  const issued: string[] = [];
  for (const serial of ["LIFE1", "LIFE2", "LIFE3"])
    issued.push(await issue(request, maker, serial, registry.url));
  originals = issued.slice(0, 2);
  old = issued[2] ?? "";
  await request.dispose();
});

async function issue(request: APIRequestContext, operator: OwnOperator, serial: string, origin: string) {
  const { path } = await call(request, operator.signer.token, "passport.issueItem", {
    ...{ modelId: operator.modelId, serial, manufacturedOn: "2025-01" },
  });
  return `${origin}${path ?? ""}`;
}

/** Offers a transfer on the screen. */
async function offer(page: Page, kind: string, products: readonly string[], operation?: string) {
  await signIn(page, maker.signer);
  await page.goto("/console/transfers?lang=en");
  const form = page.locator("#offer");
  await form.getByLabel("What happens").selectOption(kind);
  if (operation !== undefined) await form.getByLabel("Operation").selectOption(operation);
  await form.getByLabel("Operator that takes over").selectOption(heir.id);
  await form.getByLabel("Passports").fill(products.join("\n"));
  await form.getByRole("button", { name: "Offer" }).click();
  await expect(form.getByText("Offered. It waits for the other operator.")).toBeVisible();
}

test("consent to a second life is offered and accepted on the screen", async ({ page }) => {
  await offer(page, "secondLife", originals, "repurposing");
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await page.context().clearCookies();
  await signIn(page, heir.signer);
  await page.goto("/console/transfers?lang=en");
  const card = page.locator("#in article");
  await expect(card).toContainText("Waits for an answer");
  await card.getByRole("button", { name: "Accept" }).click();
  await card.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
  await expect(card).toContainText("Consent accepted, the new battery is not made yet");
});

test("BATT-Art77(7)-sub1: one new battery is made of two originals, and both directions are found", async ({
  page,
  request,
}) => {
  await signIn(page, heir.signer);
  await page.goto("/console/transfers?lang=en");
  const form = page.locator("#second-life");
  await form.getByLabel("Operation").selectOption("repurposing");
  await form.getByLabel("Originals").fill(originals.join("\n"));
  await form.getByLabel("Serial number of the new battery").fill("RACK1");
  await form.getByLabel("Month of manufacture").fill("2026-10");
  await form.getByRole("button", { name: "Make the new battery" }).click();
  // Without values measured anew it is refused, at each field.
  await expect(form.locator(".field-error").first()).toContainText("measured anew");
  for (const [id, value] of Object.entries(measured)) await form.locator(`[name="new.${id}"]`).fill(value);
  await form.getByRole("button", { name: "Make the new battery" }).click();
  await form.getByRole("link", { name: "Open it" }).click();
  await expect(page.getByRole("heading", { name: "Before and after" })).toBeVisible();
  second = page.url().split("?")[0] ?? "";
  const life = page.locator("section[aria-labelledby=life]");
  await expect(life.getByRole("link")).toHaveCount(2);
  for (const url of originals) {
    const response = await request.get(url, { headers: { accept: "text/html" } });
    expect(response.status()).toBe(200);
    const text = await response.text();
    expect(text).toContain(new URL(second).pathname);
    expect(text).not.toMatch(/repurposed/i);
    const links = await request.get(url, { headers: { accept: "application/linkset+json" } });
    expect(await links.text()).toContain("successor-version");
  }
  const json = await request.get(second, { headers: { accept: "application/json" } });
  const said = await json.text();
  for (const url of originals) expect(said).toContain(url);
  expect(said).not.toMatch(/repurposing|batteryStatus/);
});

test("BATT-Art77(7)-sub2 and 77(8): waste moves to another operator, is recycled, and leaves a tombstone", async ({
  page,
  request,
}) => {
  await offer(page, "waste", [old]);
  await page.context().clearCookies();
  await signIn(page, heir.signer);
  await page.goto("/console/transfers?lang=en");
  const card = page.locator("#in article").filter({ hasText: "Waits for an answer" });
  await card.getByRole("button", { name: "Accept" }).click();
  const dialog = card.getByRole("dialog");
  await dialog.getByRole("button", { name: "Accept" }).click();
  await expect(dialog.locator(".field-error", { hasText: "measured anew" }).first()).toBeVisible();
  for (const [id, value] of Object.entries(measured))
    await dialog.locator(`[name="${old}.${id}"]`).fill(value);
  await dialog.getByRole("button", { name: "Accept" }).click();
  await expect(dialog).toBeHidden();
  const page1 = await request.get(`${old}?lang=en`, { headers: { accept: "text/html" } });
  expect(page1.status()).toBe(200);
  expect(await page1.text()).toContain(heir.name);

  await page.goto(`/console/batteries/battery?lang=en&of=${encodeURIComponent(old)}`);
  const life = page.locator("#life");
  await expect(life).toContainText("original to waste");
  await life.getByRole("button", { name: "It was recycled" }).click();
  await life.getByRole("dialog").getByRole("button", { name: "End the passport" }).click();
  await expect(page.getByText("Recycled; the passport ended")).toBeVisible();
  for (const accept of ["text/html", "application/json", "application/vc+jwt", "application/linkset+json"]) {
    const gone = await request.get(`${old}?lang=en`, { headers: { accept } });
    expect([accept, gone.status()]).toEqual([accept, 410]);
  }
  await page.goto(`${old}?lang=en`);
  await expect(page.getByRole("heading", { name: "This passport has ended" })).toBeVisible();
  await expect(page.getByText("First-life pack")).toBeVisible();
  const again = await request.post("/api/trpc/passport.issueItem", {
    headers: { authorization: `Bearer ${maker.signer.token}` },
    data: { modelId: maker.modelId, serial: "LIFE3", manufacturedOn: "2026-01" },
  });
  expect(again.status()).toBe(409);
});

test("BATT-Art77(4): authority in writing lets another operator act, until it is revoked", async ({
  page,
  request,
}) => {
  const revise = () =>
    request.post("/api/trpc/model.revise", {
      headers: { authorization: `Bearer ${heir.signer.token}` },
      data: { id: maker.modelId, name: "First-life pack" },
    });
  expect((await revise()).status()).toBe(403);
  await signIn(page, maker.signer);
  await page.goto("/console/delegations?lang=en");
  const form = page.locator("#grant");
  await form.getByLabel("Operator that acts for you").selectOption(heir.id);
  await form.getByRole("checkbox", { name: "author" }).check();
  await form.getByLabel("First day").fill("2020-01-01");
  await form.getByLabel("Last day").fill("2099-12-31");
  await form.getByLabel("The written authority (PDF)").setInputFiles({
    ...{ name: "authority.pdf", mimeType: "application/pdf" },
    buffer: Buffer.from("%PDF-1.7\nlife story\n%%EOF\n"),
  });
  await form.getByRole("button", { name: "Give authority" }).click();
  await expect(page.locator("#given")).toContainText("In force");
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  expect((await revise()).status()).toBe(200);
  const onward = await request.post("/api/trpc/delegation.grant", {
    headers: { authorization: `Bearer ${heir.signer.token}` },
    data: {
      ...{ operatorId: maker.id, delegateId: heir.id, roles: ["author"], documentId: maker.id },
      ...{ startsOn: "2020-01-01", endsOn: "2099-12-31" },
    },
  });
  expect(onward.status()).toBe(403);
  await page.locator("#given").getByRole("button", { name: "Revoke" }).click();
  await page.locator("#given").getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.locator("#given")).toContainText("Revoked");
  expect((await revise()).status()).toBe(403);
  expect(z.string().parse(second)).toContain("/RACK1");
});
