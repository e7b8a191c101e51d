import { execFile } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { ownOperator, release } from "./own-operator.ts";
import { ask, call } from "./procedures.ts";
import { signIn } from "./session.ts";

const run = promisify(execFile);

test("an operator takes its data along and has a battery registered in the registry of the Union", async ({
  page,
  request,
  registry,
}) => {
  test.setTimeout(180_000);
  const keeper = registry.tokens["keeper"] ?? "";
  const operator = await ownOperator(request, keeper, { slug: "exporting-packs", modelName: "Pack to go" });
  const by = (name: string, input: object) => call(request, operator.signer.token, name, input);
  const modelPath = await release(request, operator, { draft: operator.draft });
  const { lock } = await ask(request, operator.signer.token, {
    ...{ name: "model.attributes", input: { id: operator.modelId } },
    form: z.object({ lock: z.number() }),
  });
  const values = { commodityCode: "850760" };
  const id = operator.modelId;
  await by("model.state", { id, lock, values });
  await by("model.submit", { id, reason: "The registry asks for the commodity code" });
  const { contentDigest } = await ask(request, operator.reviewer.token, {
    ...{ name: "model.submission", input: { id }, form: z.object({ contentDigest: z.string() }) },
  });
  const verdict = { id, verdict: "approved", contentDigest };
  await call(request, operator.reviewer.token, "model.review", verdict);
  await by("model.release", { id });
  const item = { modelId: operator.modelId, serial: "GO-1", manufacturedOn: "2026-10" };
  const { path: itemPath = "" } = await by("passport.issueItem", item);

  await test.step("a battery is read in the forms other systems take, each of the same document", async () => {
    const get = async (query: string) => {
      const answer = await request.get(`${itemPath}?${query}`);
      expect(answer.status(), query).toBe(200);
      return answer;
    };
    const aas: unknown = await (await get("form=aas%2Bjson")).json();
    expect(aas).toMatchObject({
      assetAdministrationShells: [{ assetInformation: { globalAssetId: registry.url + itemPath } }],
    });
    expect(await (await get("form=catena-x%2Bjson")).text()).toContain("battery_pass:6.1.0");
    expect(await (await get("form=csv")).text()).toContain("batterySerialNumber");
    expect((await (await get("form=xlsx")).body()).subarray(0, 2).toString()).toBe("PK");
    expect(await (await get("form=json&representation=full")).text()).toContain("SingleValuedDataElement");
  });

  await test.step("tables and the whole archive are on one screen", async () => {
    await signIn(page, { ...operator.signer, next: "/console/exports" });
    await expect(page.getByRole("heading", { level: 1, name: "Export" })).toBeVisible();
    const table = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV" }).first().click();
    expect(await readFile(await (await table).path(), "utf8")).toContain(modelPath);
    const archive = page.waitForEvent("download");
    await page.getByRole("link", { name: /Take the archive of/ }).click();
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), "cellproof-export-")), "a.zip");
    await (await archive).saveAs(file);
    const { stdout } = await run("node", ["server/cli/cellproof.mjs", "export", "--check", file]);
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, operator: operator.slug, passports: 2 });
  });

  await test.step("the command line takes the same from the running registry", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-export-"));
    const args = ["--operator", operator.slug, "--url", registry.url, "--out", path.join(folder, "b.zip")];
    const { stdout } = await run("node", ["server/cli/cellproof.mjs", "export", ...args], {
      env: { ...process.env, CELLPROOF_TOKEN: operator.signer.token },
    });
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, passports: 2 });
  });

  await test.step("the battery waits for the registry, goes into a file, and is registered with its proof", async () => {
    await page.goto("/console/registrations");
    await expect(page.getByRole("row", { name: /GO-1/ })).toBeVisible();
    await page.getByRole("button", { name: "Make files of what waits" }).click();
    await expect(page.getByText("One file was made.").or(page.getByText("1 file was made."))).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "XML" }).click();
    expect(await readFile(await (await download).path(), "utf8")).toContain("<commodityCode>850760");
    await page.getByRole("button", { name: "I handed this file in" }).click();
    const row = page.getByRole("row", { name: /GO-1/ });
    await expect(row).toContainText("Handed in, no answer yet");
    await row.getByText("Enter the answer").click();
    await row.getByLabel("Registration identifier").fill("EU-STORY-1");
    await row.getByLabel("Proof of registration (PDF)").setInputFiles({
      name: "proof.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"),
    });
    await row.getByRole("button", { name: "Keep the identifier" }).click();
    await expect(row).toContainText("Registered");
    await expect(row).toContainText("EU-STORY-1");
    await expect(row.getByRole("link", { name: "Proof" })).toBeVisible();
  });
});
