import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";

/** Of this story alone: an operator's file that is there already keeps the title it was given first. */
const pdf = Buffer.from("%PDF-1.7\n% of a steel mill\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

/** A footprint as a supplier sends it; the name tells the runs apart. */
function footprintOf(declaredUnitAmount: unknown) {
  return {
    ...{ id: "0195b7a0-1111-4222-8333-444455556666", specVersion: "3.0.3", created: "2026-03-01T09:00:00Z" },
    ...{ status: "Active", companyName: "Lithium works", companyIds: ["urn:uuid:1"] },
    ...{ productDescription: "", productIds: ["urn:x:1"], productNameCompany: "Lithium carbonate" },
    pcf: {
      ...{ declaredUnitOfMeasurement: "kilogram", declaredUnitAmount, productMassPerDeclaredUnit: "1000" },
      ...{ referencePeriodStart: "2025-01-01T00:00:00Z", referencePeriodEnd: "2026-01-01T00:00:00Z" },
      ...{ pcfExcludingBiogenicUptake: "11200", pcfIncludingBiogenicUptake: "11200" },
      ...{ fossilGhgEmissions: "11200", fossilCarbonContent: "0", exemptedEmissionsPercent: "0" },
      ...{
        ipccCharacterizationFactors: ["AR6"],
        crossSectoralStandards: ["ISO14067"],
        geographyCountry: "CL",
      },
    },
  };
}

test("a production registry has the library from its first start: found by words, each factor with its source", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/factors?lang=en");
  await page.getByLabel("Words to find").fill("磷酸铁锂 推荐");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("status")).toHaveText("One factor");
  await page.getByRole("link", { name: "LFP cathode active material, recommended default" }).click();
  await expect(page.getByText("5.4.6.3 (1)")).toBeVisible();
  await expect(page.getByText("No line of your declarations uses this factor.")).toBeVisible();
  await page.goto("/console/factors/reference?search=solid-state");
  await expect(page.getByRole("row", { name: /150 to 200/ })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("an own factor needs its evidence, and is corrected by its next version", async ({ page, registry }) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/factors/new?lang=en");
  for (const [label, value] of [
    ["Short name", "steel"],
    ["Name (English)", "Steel of the mill"],
    ["Name (Chinese)", "钢厂钢板"],
    ["Value", "2.1"],
    ["Unit", "kgCO2e/bucket"],
    ["Place", "CN-HE"],
    ["Year of the data", "2025"],
    ["Source", "Study of the mill"],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  const save = page.getByRole("button", { name: "Save the factor" });
  await save.click();
  await expect(page.getByText("An own factor needs a document that shows its value.")).toBeVisible();
  await page
    .getByLabel("Evidence")
    .setInputFiles({ name: "study.pdf", mimeType: "application/pdf", buffer: pdf });
  await save.click();
  await expect(page.getByLabel("Unit", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Unit", { exact: true }).fill("kgCO2e/kg");
  await save.click();
  await expect(page.getByRole("heading", { name: "Steel of the mill" })).toBeVisible();
  await expect(page.getByRole("link", { name: "study.pdf" })).toBeVisible();

  await page.getByRole("link", { name: "Enter a new version" }).click();
  await page.getByLabel("Value", { exact: true }).fill("1.9");
  await page
    .getByLabel("Evidence")
    .setInputFiles({ name: "study.pdf", mimeType: "application/pdf", buffer: pdf });
  await page.getByRole("button", { name: "Save the new version" }).click();
  await expect(page.getByRole("row", { name: /1 Superseded 2\.1/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /2 Newest version 1\.9/ })).toBeVisible();
});

test("a supplier's footprint is refused member by member, then kept, and becomes a factor", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/suppliers/import?lang=en");
  const send = async (document: unknown) => {
    await page.getByLabel("Document").fill(JSON.stringify(document));
    await page.getByRole("button", { name: "Import" }).click();
  };
  await send(footprintOf(1000));
  await expect(page.locator(".notice-danger")).toContainText("pcf.declaredUnitAmount");
  await send(footprintOf("1000"));
  await expect(page.getByText("Kept: Lithium carbonate of Lithium works, 11.2 kgCO₂e/kg")).toBeVisible();
  await page.getByRole("link", { name: "To the list of supplier figures" }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Use as factor" }).click();
  await page.getByLabel("Short name").fill("li2co3");
  await page.getByRole("button", { name: "Make the factor" }).click();
  await expect(page.getByText(/Factor testpack\.li2co3, version 1, is ready/)).toBeVisible();
});

test("a declaration is downloaded in both exchange formats", async ({ page, registry }) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?state=released&lang=en");
  await page.getByRole("rowheader").getByRole("link").first().click();
  const address = await page.getByRole("link", { name: "PACT 3.0.3 footprint (JSON)" }).getAttribute("href");
  const footprint: unknown = await (await page.request.get(address ?? "")).json();
  expect(footprint).toMatchObject({ specVersion: "3.0.3", pcf: { declaredUnitOfMeasurement: "piece" } });
  const archive = page.waitForEvent("download");
  await page.getByRole("link", { name: "olca-schema 2 (ZIP for openLCA)" }).click();
  expect((await archive).suggestedFilename()).toMatch(/-olca\.zip$/);
});
