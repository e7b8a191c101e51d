import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import type { Registry } from "./app.ts";
import { z } from "zod";
import { approvedModel, ownMaker, release } from "./own-operator.ts";
import { ask } from "./procedures.ts";
import { testData } from "./test-data.ts";
import { enter } from "./session.ts";

/** Declare, then grade: an authority proposes and adopts limits, a maker sees what its class would be and sets none. */
test.describe.configure({ mode: "serial" });

let authority: BrowserContext;
let exporter: BrowserContext;
const ruleSet = { id: "story-classes", name: "Classes of the story" };

test.beforeAll(async ({ browser, registry }) => {
  test.setTimeout(120_000);
  const own = { baseURL: registry.url, locale: "en-GB" };
  authority = await browser.newContext(own);
  exporter = await browser.newContext(own);
  await enterIn(authority, registry, "stranger");
  await enterIn(exporter, registry, "exporter");
});
test.afterAll(async () => {
  await authority.close();
  await exporter.close();
});

test("an authority sees the declared values, is told that they are too few, and sees at once who would fall where", async () => {
  const page = await authority.newPage();
  await page.goto("/authority?lang=en");
  await page.getByRole("link", { name: "Classes and limits" }).first().click();
  await expect(page.getByText(/too few to derive limits from$/)).toBeVisible();
  await expect(page.getByText(/needed, 10 in all/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Derive from the declared values" })).toBeDisabled();
  await page.getByLabel("Names of the classes, lowest footprint first").fill("lower, higher");
  await page.getByLabel("Upper limit of lower").fill("much");
  await expect(page.getByLabel("Upper limit of lower")).toHaveAccessibleDescription(
    /is not a number|decimal/i,
  );
  await page.getByLabel("Upper limit of lower").fill("0.15");
  await expect(page.getByRole("row").filter({ hasText: testData.model.name })).toContainText("higher");
  await page.getByLabel("Upper limit of lower").fill("0.3");
  await expect(page.getByRole("row").filter({ hasText: testData.model.name })).toContainText("lower");
  await page.getByLabel("Upper limit of lower").fill("0.15");

  await page.getByRole("button", { name: "Propose" }).click();
  await expect(page.getByLabel("Short name")).toHaveAccessibleDescription(/small letters/);
  await page.getByLabel("Short name").fill(ruleSet.id);
  await page.getByLabel("Name", { exact: true }).fill(ruleSet.name);
  await page.getByLabel("Source", { exact: true }).fill("This story");
  await page.getByLabel("Day it aims at").fill("2028-02-18");
  await page.getByRole("button", { name: "Propose" }).click();
  await expect(page.getByText(`Proposed as ${ruleSet.id}, version 1.`)).toBeVisible();
});

test("what is only proposed is public and says nothing about anybody's declaration", async () => {
  const page = await exporter.newPage();
  await page.goto("/classes?lang=en");
  await expect(page.getByRole("heading", { level: 3, name: new RegExp(ruleSet.name) })).toBeVisible();
  await openDeclaration(page);
  await expect(page.getByText(/No adopted rule set covers this category and method/)).toBeVisible();
});

test("an exporter can neither open the tool nor set a limit", async ({ request, registry }) => {
  const page = await exporter.newPage();
  expect((await page.goto("/authority/classes"))?.status()).toBe(403);
  const answer = await request.post("/api/trpc/ruleSet.adopt", {
    data: { id: ruleSet.id, version: 1 },
    headers: { authorization: `Bearer ${registry.tokens["exporter"] ?? ""}` },
  });
  expect(answer.status()).toBe(403);
});

test("adopted, it says what a class would be, and no class enters a record", async () => {
  const page = await authority.newPage();
  await page.goto("/authority/classes?lang=en");
  const row = page.getByRole("row").filter({ hasText: ruleSet.id });
  await row.getByRole("button", { name: "Adopt" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Adopt" }).click();
  await expect(row).toContainText("adopted");
  // Nothing is in force without an act.
  await row.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText(/no act of the Commission on method or classes was in force/)).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByLabel("Act, with number and place of publication")).toHaveAccessibleDescription(
    /This field is empty/,
  );

  const maker = await exporter.newPage();
  await openDeclaration(maker);
  await expect(maker.getByText(`Would be higher under ${ruleSet.name}, version 2 (adopted).`)).toBeVisible();
});

test("anyone reads it without scripts and recomputes its hash", async ({ browser, registry, request }) => {
  const context = await browser.newContext({ baseURL: registry.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/classes?lang=en");
  const article = page.locator("article").filter({ hasText: ruleSet.name });
  const link = article.getByRole("link", { name: "The text that is hashed" });
  const served = await (await request.get((await link.getAttribute("href")) ?? "")).body();
  await expect(article).toContainText(createHash("sha256").update(served).digest("base64url"));
  await page.goto("/classes?lang=zh");
  await expect(page.getByRole("heading", { level: 1, name: "等级与限值" })).toBeVisible();
  await context.close();
});

test("limits are derived from the declared values of one category, and nothing is applied before they are adopted", async ({
  request,
  registry,
}) => {
  test.setTimeout(180_000);
  // Cells of 1, 2, … 10 t at 3 kgCO2e/kg, and 6 t beside them, over 48 000 kWh: 0.1875 to 0.75. In a category of their own.
  const maker = await ownMaker(request, registry.tokens["keeper"] ?? "", "quantile");
  const nameOf = (rank: number) => `Bicycle pack ${String(rank).padStart(2, "0")}`;
  const released: string[] = [];
  for (let rank = 1; rank <= 10; rank += 1) {
    const [modelName, modelCode] = [nameOf(rank), `Q-${rank}`];
    const cells = `${rank}000`;
    const { draft } = await approvedModel(request, maker, { modelName, modelCode, category: "LMT", cells });
    await release(request, maker, { draft });
    released.push(draft.id);
  }

  const page = await authority.newPage();
  const rowOf = (rank: number) => page.getByRole("row").filter({ hasText: nameOf(rank) });
  const limitOf = (name: string) => page.getByLabel(`Upper limit of ${name}`);
  await test.step("by shares of the field that was chosen, and who would fall where", async () => {
    await page.goto("/authority/classes?lang=en");
    await page.getByLabel("Category and method").selectOption({ label: await optionOf(page, "10 models") });
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText(/too few/)).toHaveCount(0);
    await page.getByLabel("Names of the classes, lowest footprint first").fill("first, second, third");
    await page.getByLabel("Cumulative shares (%), without the last").fill("30, 60");
    await page.getByRole("button", { name: "Derive from the declared values" }).click();
    // The third and the sixth of ten values: 15 000 and 24 000 kgCO2e over 48 000 kWh.
    await expect(limitOf("first")).toHaveValue("0.3125");
    await expect(limitOf("second")).toHaveValue("0.5");
    for (const [rank, place] of [
      [1, "first"],
      [3, "first"],
      [4, "second"],
      [6, "second"],
      [7, "third"],
      [10, "third"],
    ] as const)
      await expect(rowOf(rank)).toContainText(place);
    // Of the rows of counts: three, three and four of ten.
    await expect(page.getByRole("row", { name: /^first\s+3\s+30.0/ })).toBeVisible();
    await expect(page.getByRole("row", { name: /^third\s+4\s+40.0/ })).toBeVisible();
  });

  await test.step("moved by hand, with everybody who changes place", async () => {
    await limitOf("second").fill("0.6");
    await expect(page.getByText(`${nameOf(7)}: from third to second`)).toBeVisible();
    await limitOf("second").fill("0.5");
    await expect(page.getByText("Nobody changes place against the derived limits.")).toBeVisible();
  });

  const makersPage = async () => {
    const judged = await ask(request, maker.signer.token, {
      ...{ name: "ruleSet.judge", input: { id: released[0] } },
      form: z.object({ judgements: z.array(z.object({ class: z.string(), entersRecord: z.boolean() })) }),
    });
    return judged.judgements;
  };
  await test.step("proposed, it is applied to nobody", async () => {
    await page.getByLabel("Short name").fill("quantile-classes");
    await page.getByLabel("Name", { exact: true }).fill("Classes by quantile");
    await page.getByLabel("Source", { exact: true }).fill("This story");
    await page.getByLabel("Day it aims at").fill("2030-02-18");
    await page.getByRole("button", { name: "Propose" }).click();
    await expect(page.getByText("Proposed as quantile-classes, version 1.")).toBeVisible();
    expect(await makersPage()).toEqual([]);
    await page.goto("/classes?lang=en");
    const said = page.locator("article").filter({ hasText: "Classes by quantile" });
    await expect(said).toContainText(/Quantiles of 10 declared values .* at cumulative shares/);
  });

  await test.step("adopted, it tells each maker what the class would be", async () => {
    await page.goto("/authority/classes?lang=en");
    const row = page.getByRole("row").filter({ hasText: "quantile-classes" });
    await row.getByRole("button", { name: "Adopt" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Adopt" }).click();
    await expect(row).toContainText("adopted");
    expect(await makersPage()).toEqual([{ class: "first", entersRecord: false }]);
  });
});

test("lots show that a stated share does not follow, and the evidence pack goes to who may have it", async ({
  browser,
  registry,
}) => {
  const page = await exporter.newPage();
  await openModel(page);
  await page.getByRole("link", { name: "Lots, evidence and minimums" }).click();
  await expect(page.getByText("Stated, but no lot shows it.").first()).toBeVisible();
  await page.getByText("Enter a lot", { exact: true }).first().click();
  await page.getByLabel("Lot", { exact: true }).fill("CO-1");
  await page.getByLabel("Supplier", { exact: true }).fill("Refinery of the story");
  await page.getByLabel("Metal (kg)").fill("100");
  await page.getByLabel("From manufacturing waste (kg)").fill("80");
  await page.getByLabel("From post-consumer waste (kg)").fill("30");
  await page.getByRole("button", { name: "Enter a lot" }).click();
  await expect(page.getByLabel("From post-consumer waste (kg)")).toHaveAccessibleDescription(
    /larger than the mass/,
  );
  await page.getByLabel("From manufacturing waste (kg)").fill("3");
  await page.getByLabel("From post-consumer waste (kg)").fill("2");
  await page.getByRole("button", { name: "Enter a lot" }).click();
  await expect(page.getByText("The stated share does not follow from the lots.").first()).toBeVisible();
  await page.getByText("Add evidence").first().click();
  await page.getByLabel("Title of the document").fill("Certificate of the story");
  await page.getByLabel("File").setInputFiles({
    name: "certificate.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
  });
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("link", { name: "Certificate of the story" })).toBeVisible();

  const official = await authority.newPage();
  await official.goto("/authority/recycled?lang=en");
  await official.getByRole("link", { name: testData.model.name }).click();
  const [download] = await Promise.all([
    official.waitForEvent("download"),
    official.getByRole("link", { name: "Download the evidence pack" }).click(),
  ]);
  const bytes = await buffer(await download.createReadStream());
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  const stranger = await browser.newContext({ baseURL: registry.url });
  expect((await stranger.request.get(download.url())).status()).toBe(401);
  await stranger.close();
});

test("no screen of this breaks a rule of WCAG 2.2 AA or scrolls sideways", async () => {
  test.setTimeout(180_000);
  const officer = await authority.newPage();
  const maker = await exporter.newPage();
  await openModel(maker);
  const model = new URL(maker.url()).pathname;
  for (const [page, path] of [
    [officer, "/authority"],
    [officer, "/authority/classes"],
    [officer, "/authority/recycled"],
    [officer, "/classes"],
    [maker, `${model}/recycled?placedOn=2031-09-01`],
    [maker, `${model}/trial-declaration`],
  ] as const) {
    for (const language of ["en", "zh"]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
      const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        `${path} ${language}`,
      ).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, `${path} ${language}`).toBeLessThanOrEqual(0);
    }
  }
  await maker.goto("/console?lang=en");
  await officer.goto("/authority?lang=en");
});

/** The whole label of the option that says this. */
async function optionOf(page: Page, words: string): Promise<string> {
  const labels = await page.getByLabel("Category and method").locator("option").allTextContents();
  const found = labels.find((label) => label.includes(words));
  expect(found, labels.join(" | ")).toBeDefined();
  return found ?? "";
}

async function openModel(page: Page): Promise<void> {
  await page.goto("/console/models?lang=en");
  await page.getByRole("link", { name: testData.model.name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: testData.model.name })).toBeVisible();
}

async function openDeclaration(page: Page): Promise<void> {
  await openModel(page);
  await page.getByRole("link", { name: "Declaration 1" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: /Declaration 1/ })).toBeVisible();
}

async function enterIn(
  context: BrowserContext,
  registry: Registry,
  who: keyof typeof testData.people,
): Promise<void> {
  const page = await context.newPage();
  await enter(page, registry, who);
  await page.close();
}
