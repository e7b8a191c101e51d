import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { momentAfterNow } from "./moment.ts";
import { nextVersion, ownOperator, release } from "./own-operator.ts";
import { signIn } from "./session.ts";

/**
 * The story of a record: issued, its issuer's key rotated, issued again, the first version withdrawn; and what somebody
 * with a bundle, a policy and no network can tell of each moment, in the browser and on the command line.
 */
test("whoever has a bundle and no network can tell what a passport was, is and no longer is", async ({
  page,
  request,
  registry,
}) => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-records-"));
  const operator = await ownOperator(request, registry.tokens["keeper"] ?? "", {
    ...{ slug: "witnessed-packs", modelName: "Pack of the records 100 kWh" },
  });
  const passport = await release(request, operator, { draft: operator.draft });
  const trust = {
    policy: path.join(folder, "policy.txt"),
    subject: new URL(passport, registry.url).href,
    issuer: `did:web:${new URL(registry.url).host.replace(":", "%3A")}:op:${operator.slug}`,
  };
  const vkey = (await (await request.get("/log/vkey")).text()).trim();
  await writeFile(trust.policy, `log ${vkey}\nquorum none\n`);
  const save = (name: string, address: string) => download(page, address, path.join(folder, name));

  const before = await test.step("a stranger takes the bundle of version 1 away", async () => {
    await save("before.json", passport);
    return momentAfterNow(registry);
  });

  await test.step("the operator rotates its key in the console", async () => {
    await signIn(page, { ...operator.signer, next: "/console/keys" });
    const first = page.getByRole("row").filter({ hasText: "active since" });
    await expect(first).toHaveCount(1);
    await expect(first).toContainText("1 record");
    const kid = await first.getByRole("rowheader").locator("code").innerText();
    await first.getByRole("button", { name: "Rotate" }).click();
    const question = page.getByRole("dialog", { name: "Replace this key with a new one" });
    await expect(question).toContainText(kid);
    await question.getByRole("button", { name: "Make the new key and retire this one" }).click();
    await expect(page.getByRole("row").filter({ hasText: kid })).toContainText("retired on");
    await expect(page.getByRole("row").filter({ hasText: "Signs from now on" })).toHaveCount(1);
    await expect(page.getByRole("row").filter({ hasText: "Signs from now on" })).not.toContainText(kid);
  });

  await test.step("it issues version 2, signed with the new key", async () => {
    const draft = await nextVersion(request, operator, { id: operator.draft.id, cells: "1100" });
    await page.goto(`/console/declarations/${draft.id}`);
    await page.getByRole("button", { name: "Release", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("More cells.");
    await dialog.getByRole("button", { name: /^(Sign and release|Release)/ }).click();
    await expect(dialog.getByText(/version 2/i)).toBeVisible();
    await save("second.json", passport);
    await save("replaced.json", `${passport}/versions/1`);
    expect(kidOf(await readFile(path.join(folder, "second.json"), "utf8"))).not.toBe(
      kidOf(await readFile(path.join(folder, "before.json"), "utf8")),
    );
  });

  const between = await momentAfterNow(registry);

  await test.step("it withdraws version 1 in the console, for a reason", async () => {
    await page.goto(`/console/passports/status?product=${encodeURIComponent(trust.subject)}`);
    await page.getByLabel("Version to withdraw").selectOption("1");
    await page.getByLabel("Reason", { exact: true }).selectOption("wrongProduct");
    await page.getByRole("button", { name: "Go on" }).click();
    const question = page.getByRole("dialog", { name: "Withdraw version 1 for good?" });
    await question.getByRole("button", { name: "Withdraw for good" }).click();
    await expect(page.getByRole("row").filter({ hasText: "Version 1" })).toContainText("withdrawn on");
    await save("withdrawn.json", `${passport}/versions/1`);
  });

  await writeFile(
    path.join(folder, "tampered.json"),
    withChangedFigure(await readFile(path.join(folder, "second.json"), "utf8")),
  );

  /** What each bundle tells, for which moment; the last column is what the command says in a word and a number. */
  const moments = [
    {
      file: "before.json",
      at: before,
      says: /current and part of the public log/,
      verdict: "holds",
      exit: 0,
    },
    { file: "second.json", at: "", says: /current and part of the public log/, verdict: "holds", exit: 0 },
    {
      file: "replaced.json",
      at: "",
      says: /a newer version has taken its place/,
      verdict: "superseded",
      exit: 1,
    },
    { file: "withdrawn.json", at: "", says: /its issuer has withdrawn it/, verdict: "withdrawn", exit: 1 },
    {
      ...{ file: "withdrawn.json", at: between, verdict: "superseded", exit: 1 },
      says: /a newer version has taken its place/,
    },
    {
      ...{ file: "withdrawn.json", at: before, verdict: "holds", exit: 0 },
      says: /current and part of the public log/,
    },
    { file: "tampered.json", at: "", says: /Do not rely on this record/, verdict: "wrong", exit: 1 },
  ] as const;

  await test.step("the page /verify, loaded once and then without a network, tells each", async () => {
    await page.goto("/verify?lang=en");
    await expect(page.getByRole("button", { name: "Check record" })).toBeEnabled();
    await page.context().setOffline(true);
    const asked: string[] = [];
    page.on("request", (sent) => asked.push(sent.url()));
    for (const { file, at, says } of moments) {
      await page.getByRole("button", { name: "Start again" }).click();
      await page.getByLabel("Files", { exact: true }).setInputFiles([path.join(folder, file), trust.policy]);
      // What is folded stays open once somebody opened it.
      if (!(await page.getByLabel("Expected issuer").isVisible()))
        await page.getByText("More: as of another time").click();
      await page.getByLabel("Expected issuer").fill(trust.issuer);
      await page.getByLabel("Expected product").fill(trust.subject);
      await page.getByLabel("Time of checking").fill(at);
      await page.getByRole("button", { name: "Check record" }).click();
      const result = page.getByRole("region", { name: "Result", exact: true });
      await expect(result.locator(".verdict-sentence"), `${file} ${at}`).toHaveText(says);
      await expect(result).toContainText("checked under the policy you gave");
    }
    expect(asked).toEqual([]);
    await page.context().setOffline(false);
  });

  await test.step("the command says the same of every one", () => {
    for (const { file, at, verdict, exit } of moments) {
      const ended = spawnSync(
        "npx",
        [
          ...["cellproof", "verify", "--bundle", path.join(folder, file), "--policy", trust.policy],
          ...["--issuer", trust.issuer, "--subject", trust.subject, "--json"],
          ...(at === "" ? [] : ["--at", at]),
        ],
        { encoding: "utf8" },
      );
      const { overall } = z.object({ overall: z.string() }).parse(JSON.parse(ended.stdout));
      expect([file, at, overall, ended.status]).toEqual([file, at, verdict, exit]);
    }
  });
});

/** The bundle that the page of a passport offers. */
async function download(page: Page, address: string, file: string): Promise<void> {
  await page.goto(`${address}?lang=en`);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "All that is needed to check it offline, in one file" }).click(),
  ]);
  await saved.saveAs(file);
}

const bundleForm = z.looseObject({ record: z.string() });

function kidOf(bundle: string): string {
  const [header = ""] = bundleForm.parse(JSON.parse(bundle)).record.split(".");
  return z.object({ kid: z.string() }).parse(JSON.parse(Buffer.from(header, "base64url").toString("utf8")))
    .kid;
}

/** The bundle with another footprint in its record, and everything else as it was. */
function withChangedFigure(bundle: string): string {
  const parsed = bundleForm.parse(JSON.parse(bundle));
  const [header = "", payload = "", signature = ""] = parsed.record.split(".");
  const text = Buffer.from(payload, "base64url").toString("utf8");
  const forged = text.replace('"totalKgCO2e":"9300"', '"totalKgCO2e":"5300"');
  expect(forged).not.toBe(text);
  const record = [header, Buffer.from(forged).toString("base64url"), signature].join(".");
  return JSON.stringify({ ...parsed, record });
}
