import { expect, test } from "./app.ts";
import { ownMaker } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { signIn } from "./session.ts";

test("a data point is stated by the catalogue, looked at by a second person, signed, and read by who may", async ({
  page,
  request,
  registry,
}) => {
  test.setTimeout(120_000);
  const maker = await ownMaker(request, registry.tokens["keeper"] ?? "", "catalogue-packs");
  const model = await call(request, maker.signer.token, "model.create", {
    ...{ operatorId: maker.id, facilityId: maker.plantId, modelCode: "CAT-1", name: "Pack of the catalogue" },
    ...{ typeDesignation: "CAT-1", category: "EV", chemistry: "LFP", massKg: "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  const address = `/console/models/${model.id}/attributes`;
  const product = `/id/${maker.slug}/CAT-1`;
  const point = (id: string) => page.locator(`article#${id}`);

  await test.step("the engineer sees what is owed and when, and what stays empty today", async () => {
    await signIn(page, { ...maker.signer, next: address });
    await expect(point("hazardousSubstances")).toContainText("Not owed yet, owed from 18 Feb 2027");
    await expect(point("carbonFootprintPerFunctionalUnit")).toContainText("Stays empty today");
    await expect(page.locator("#capacityThresholdForExhaustion")).toContainText("Not owed yet");
    await expect(point("batteryMass")).toContainText("600 kg");
    await expect(point("batteryMass").getByText("Change")).toBeVisible();
    await expect(point("batteryCategory").getByText("Change")).toHaveCount(0);
  });

  await test.step("a voltage out of its order is refused in words, and nothing is lost", async () => {
    await point("minimumVoltage").getByText("Fill in").click();
    await point("minimumVoltage").getByRole("textbox").fill("400");
    await point("minimumVoltage").getByRole("button", { name: "Save" }).click();
    await expect(point("minimumVoltage").getByRole("alert")).toContainText("357.2");
    await expect(point("minimumVoltage").getByRole("textbox")).toHaveValue("400");
    await point("minimumVoltage").getByRole("textbox").fill("250");
    await point("minimumVoltage").getByRole("button", { name: "Save" }).click();
    await expect(point("minimumVoltage")).toContainText("250 V");
  });

  await test.step("what only some may read is stated in a list of entries", async () => {
    const cathode = point("cathodeMaterials");
    await cathode.getByText("Fill in").click();
    await cathode.getByRole("button", { name: "Add an entry" }).click();
    await cathode.getByLabel("Material", { exact: true }).fill("LiFePO4");
    await cathode.getByRole("button", { name: "Save" }).click();
    await expect(cathode).toContainText("Filled");
    await expect(cathode).toContainText("LiFePO4");
  });

  await test.step("it goes to a second person, who approves what she sees", async () => {
    await page.getByRole("button", { name: "Hand to a second person" }).click();
    await expect(page.locator("#next-version")).toContainText("In review since");
    await page.context().clearCookies();
    await signIn(page, { ...maker.reviewer, next: address });
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.locator("#next-version")).toContainText("Approved by");
  });

  await test.step("it is signed without any footprint declaration", async () => {
    await page.context().clearCookies();
    await signIn(page, { ...maker.signer, next: address });
    await page.getByRole("button", { name: "Sign and release" }).click();
    await expect(page.getByText("Version 1 is signed.")).toBeVisible();
  });

  await test.step("strangers read what is public, its operator the rest", async () => {
    const document = async (token?: string) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await request.get(product, { headers: { accept: "application/json", ...headers } });
      expect(answer.status()).toBe(200);
      return answer.text();
    };
    const open = await document();
    expect(open).toContain('"minimumVoltage":"250"');
    expect(open).not.toContain("cathodeMaterials");
    expect(await document(maker.signer.token)).toContain("LiFePO4");
    const page200 = await request.get(product, { headers: { accept: "text/html" } });
    expect(page200.status()).toBe(200);
  });
});
