import { expect, test } from "./app.ts";
import { approvedModel, ownMaker } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { enter, signIn } from "./session.ts";

test("a battery is found by a part of its serial number, by its own people and by an authority, and a draft by its own people only", async ({
  page,
  request,
  registry,
}) => {
  test.setTimeout(120_000);
  const maker = await ownMaker(request, registry.tokens["keeper"] ?? "", "findable-packs");
  const { modelId, draft } = await approvedModel(request, maker, { modelName: "Findable pack" });
  await call(request, maker.signer.token, "footprint.release", { ...draft });
  await call(request, maker.signer.token, "passport.issueItem", {
    ...{ modelId, serial: "FND-77QX-1", manufacturedOn: "2026-10" },
  });

  await test.step("the field in the frame leads to what was found", async () => {
    await signIn(page, { ...maker.signer, next: "/console" });
    await page.getByRole("searchbox", { name: "Find anything" }).fill("77qx");
    await page.getByRole("searchbox", { name: "Find anything" }).press("Enter");
    await expect(page).toHaveURL(/\/console\/search\?text=77qx/);
    const row = page.getByRole("row", { name: /FND-77QX-1/ });
    await expect(row).toContainText("Findable pack");
    await expect(row).toContainText("Original");
  });

  await test.step("what was found leads to the battery", async () => {
    await page.getByRole("link", { name: "FND-77QX-1" }).click();
    await expect(page.locator("main")).toContainText("FND-77QX-1");
  });

  await test.step("a missing data point of the overview leads to the model that lacks it", async () => {
    await page.goto("/console?lang=en");
    const duties = page.getByRole("region", { name: "What the law asks when" });
    await expect(duties.getByRole("row", { name: /Battery passport for each battery/ })).toContainText(
      "18 Feb 2027",
    );
    await expect(duties.getByRole("row", { name: /Carbon footprint declaration/ })).toContainText(
      "was not found adopted on 20 Nov 2026",
    );
    const data = page.getByRole("region", { name: "How complete the data are" });
    await expect(data).toContainText("of 1");
    await data.getByRole("table").first().getByRole("link").first().click();
    await expect(page.getByRole("row", { name: /Findable pack/ })).toBeVisible();
    await expect(page.getByText("placed on the market on 18 Feb 2027")).toBeVisible();
  });

  await test.step("too short a text is said to be", async () => {
    await page.goto("/console/search?text=7&lang=en");
    await expect(page.getByText("from three letters or digits in a row on")).toBeVisible();
  });

  await test.step("an authority finds it too, without its status, and is told what it may not ask", async () => {
    await call(request, maker.signer.token, "model.create", {
      ...{ operatorId: maker.id, facilityId: maker.plantId, modelCode: "UNDER-WRAPS", name: "Under wraps" },
      ...{ typeDesignation: "UW", category: "EV", chemistry: "LFP", massKg: "600", ratedCapacityAh: "280" },
      ...{ nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
    });
    await page.goto("/console/search?text=under-wraps&lang=en");
    await expect(page.getByRole("row", { name: /Under wraps/ })).toContainText("Not released yet");
    await page.context().clearCookies();
    await enter(page, registry, "stranger");
    await page.goto("/authority/search?text=77qx&lang=en");
    const row = page.getByRole("row", { name: /FND-77QX-1/ });
    await expect(row).toContainText("Findable pack");
    await expect(row).not.toContainText("Original");
    await page.goto("/authority/search?text=under-wraps&lang=en");
    await expect(page.getByText("Nothing was found.")).toBeVisible();
    await page.goto("/authority/search?text=77qx&status=waste&lang=en");
    await expect(page.locator("main")).not.toContainText("FND-77QX-1");
  });
});
