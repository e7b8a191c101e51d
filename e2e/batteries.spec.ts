import { expect, test } from "./app.ts";
import { ownMaker } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { signIn } from "./session.ts";

test("a battery of a batch is issued, its data stated and signed anew, and strangers see what is public", async ({
  page,
  request,
  registry,
}) => {
  test.setTimeout(150_000);
  const maker = await ownMaker(request, registry.tokens["keeper"] ?? "", "single-packs");
  const model = await call(request, maker.signer.token, "model.create", {
    ...{ operatorId: maker.id, facilityId: maker.plantId, modelCode: "SP-1", name: "Pack of batches" },
    ...{ typeDesignation: "SP-1", category: "EV", chemistry: "LFP", massKg: "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  const product = `/id/${maker.slug}/SP-1`;
  const point = (id: string) => page.locator(`article#${id}`);

  await test.step("the model is released without a footprint", async () => {
    const { id } = model;
    await call(request, maker.signer.token, "model.submit", { id });
    await signIn(page, { ...maker.reviewer, next: `/console/models/${id}/attributes` });
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.locator("#next-version")).toContainText("Approved by");
    await call(request, maker.signer.token, "model.release", { id });
  });

  await test.step("a batch is made with a page of its own", async () => {
    await page.context().clearCookies();
    await signIn(page, { ...maker.signer, next: `/console/models/${model.id}/batches` });
    await page.getByLabel("Batch number").fill("B-1");
    await page.getByLabel("Month it was made").fill("2026-10");
    await page.getByRole("button", { name: "Make the batch" }).click();
    await expect(page.getByText("Batch B-1 is signed.")).toBeVisible();
    await expect(page.getByRole("link", { name: "B-1", exact: true })).toHaveAttribute(
      "href",
      `${product}/batch/B-1`,
    );
  });

  await test.step("a battery of it is refused in words while a value is wrong, then issued", async () => {
    await page.goto(`/console/models/${model.id}`);
    await page.getByLabel("Serial number").fill("S-1");
    await page.getByLabel("Made in").fill("2026-10");
    await page.getByLabel("Batch number").fill("B-1");
    const owed = page.getByRole("group", { name: "Owed data points" });
    await owed.getByLabel(/State of certified energy/).fill("101");
    await owed.getByLabel(/^Capacity of this battery/).fill("281.25");
    await page.getByRole("button", { name: "Sign and issue" }).click();
    const refusal = page.locator("#items").getByRole("alert");
    await expect(refusal).toContainText("State of certified energy");
    await owed.getByLabel(/State of certified energy/).fill("100");
    await page.getByRole("button", { name: "Sign and issue" }).click();
    await expect(page.getByText("Passport of battery S-1 issued as version 1")).toBeVisible();
  });

  await test.step("it is found by a part of its serial and shows what is owed and when", async () => {
    await page.goto("/console/batteries");
    await page.getByRole("searchbox", { name: "Any part of a serial number" }).fill("-1");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByRole("link", { name: "S-1", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Pack of batches · S-1");
    await expect(point("measuredCapacity")).toContainText("281.25 Ah");
    await expect(point("powerFade")).toContainText("Not owed yet, owed from 18 Feb 2027");
    await expect(point("batteryStatus").getByText("Change")).toHaveCount(0);
  });

  await test.step("a data point is stated and signed with a reason", async () => {
    await point("powerFade").getByText("Fill in").click();
    await point("powerFade").getByRole("textbox").fill("0.5");
    await point("powerFade").getByRole("button", { name: "Save" }).click();
    await expect(point("powerFade")).toContainText(/0\.5\s*%/);
    await page.getByLabel("Reason, in one line").fill("Measured at the gate");
    await page.getByRole("button", { name: "Sign a new version" }).click();
    await expect(page.getByText("Version 2 is signed.")).toBeVisible();
    await expect(page.locator("#versions")).toContainText("Measured at the gate");
  });

  await test.step("the public page names its batch, and no form of it tells a stranger what is not everybody's", async () => {
    await page.context().clearCookies();
    await page.goto(`${product}/S-1`);
    await page.getByRole("link", { name: "B-1", exact: true }).click();
    await expect(page.getByText("Battery passport of a batch").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Pack of batches" }).first()).toBeVisible();
    for (const accept of [
      "text/html",
      "application/json",
      "application/linkset+json",
      "application/vc+jwt",
    ]) {
      const answer = await request.get(`${product}/S-1`, { headers: { accept } });
      expect(answer.status()).toBe(200);
      expect(await answer.text()).not.toContain("281.25");
    }
    const own = await request.get(`${product}/S-1`, {
      headers: { accept: "application/json", authorization: `Bearer ${maker.signer.token}` },
    });
    expect(await own.text()).toContain('"measuredCapacity":"281.25"');
  });
});
