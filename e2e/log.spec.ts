import { createHash } from "node:crypto";
import { expect, test } from "./app.ts";
import { signIn } from "./session.ts";

test.describe("the transparency log", () => {
  test("is read by anyone from anywhere: checkpoint, tiles, entries, proofs, and nothing that is not there", async ({
    request,
  }) => {
    const checkpoint = await request.get("/log/checkpoint");
    expect(checkpoint.headers()).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-cache",
      "access-control-allow-origin": "*",
    });
    expect(checkpoint.headers()["set-cookie"]).toBeUndefined();
    const note = await checkpoint.text();
    const [origin, sizeText] = note.split("\n");
    const size = Number(sizeText);
    expect(origin).toMatch(/^localhost:\d+\/log$/);
    expect(size).toBeGreaterThan(2);
    expect(note).toContain(`— ${origin ?? ""} `);
    expect((await (await request.get("/log/vkey")).text()).startsWith(`${origin ?? ""}+`)).toBe(true);

    // Whatever the size is now, the beginning of it was the whole log once.
    const tile = await request.get("/log/tile/0/000.p/2");
    expect(tile.headers()).toMatchObject({
      "content-type": "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
      "access-control-allow-origin": "*",
    });
    const bundle = await (await request.get("/log/tile/entries/000.p/2")).body();
    const first = bundle.subarray(2, 2 + bundle.readUInt16BE(0));
    expect(JSON.parse(first.toString())).toMatchObject({ v: 1, type: "issuer-key", action: "add" });
    const leaf = createHash("sha256")
      .update(Buffer.concat([Buffer.of(0), first]))
      .digest();
    expect((await tile.body()).subarray(0, 32).equals(leaf)).toBe(true);
    const proof = await request.get("/log/proof/0.tlog-proof");
    expect(await proof.text()).toContain(
      `c2sp.org/tlog-proof@v1\nextra ${first.toString("base64")}\nindex 0\n`,
    );

    for (const path of [
      ...["tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/02", "tile/0/0", "tile/9/000.p/1"],
      ...["tile/0/x001/000.p/1", "tile/entries/999.p/1", "tile/-1/000.p/1", "tile/0/000.p/1/2", "tile/0"],
      ...[
        `proof/${String(size + 1_000_000)}.tlog-proof`,
        "proof/0",
        "proof/00.tlog-proof",
        "proof/x.tlog-proof",
      ],
    ]) {
      const answer = await request.get(`/log/${path}`);
      expect(answer.status(), path).toBe(404);
      expect(answer.headers()["cache-control"], path).toBe("no-store");
    }
    const head = await request.head("/log/checkpoint");
    expect([head.status(), await head.text()]).toEqual([200, ""]);
    const options = await request.fetch("/log/tile/0/000.p/1", { method: "OPTIONS" });
    expect(options.status()).toBe(204);
    expect(options.headers()["access-control-allow-methods"]).toContain("GET");
    expect((await request.post("/log/checkpoint")).status()).toBe(405);
  });

  test("has a page that says what it is and whom to trust for it, in both languages", async ({
    page,
    request,
  }) => {
    const vkey = (await (await request.get("/log/vkey")).text()).trim();
    await page.goto("/log?lang=en");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Transparency log");
    await expect(page.getByText(vkey, { exact: true })).toBeVisible();
    await page.goto("/log?lang=zh");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("透明日志");
    await page.goto("/?lang=en");
    await page.getByRole("link", { name: "Transparency log" }).click();
    await expect(page).toHaveURL(/\/log/);
  });

  test("is kept by the keeper, who adds a witness, reads what it said, and takes it away", async ({
    page,
    registry,
  }) => {
    await signIn(page, { email: "keeper@testpack.example", password: registry.password });
    await page.goto("/admin/log?lang=en");
    await expect(page.getByText("Everything that was logged is published.")).toBeVisible();
    await page.getByLabel("Verifier key", { exact: true }).fill("nonsense");
    await page.getByLabel("Address").fill("http://witness.example");
    await page.getByRole("button", { name: "Add a witness" }).click();
    await expect(page.getByLabel("Verifier key", { exact: true })).toHaveAttribute("aria-invalid", "true");
    const name = "absent.example/w";
    const key = createHash("sha256").update("a witness that is not there").digest();
    const typed = Buffer.concat([Buffer.of(4), key]);
    const id = createHash("sha256")
      .update(Buffer.concat([Buffer.from(`${name}\n`), typed]))
      .digest("hex")
      .slice(0, 8);
    await page.getByLabel("Verifier key", { exact: true }).fill(`${name}+${id}+${typed.toString("base64")}`);
    await page.getByLabel("Address").fill("http://127.0.0.1:9");
    await page.getByRole("button", { name: "Add a witness" }).click();
    await expect(page.getByText(`${name} is asked from now on.`)).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("could not be reached")).toBeVisible({ timeout: 1000 });
    }).toPass();
    await page.getByRole("button", { name: "Ask no more" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ask no more" }).click();
    await expect(page.getByText("No witness signs this log yet.")).toBeVisible();
  });
});
