import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startSigningService } from "../test/signing-service.ts";
import type { ReferenceSigningService } from "../test/signing-service.ts";
import { keyStore } from "./key-store.ts";
import { pkcs11Keys } from "./pkcs11.ts";
import { createSigner, isSignatureOf } from "./signer.ts";
import type { OutsideKeys, StoredKey } from "./signer.ts";
import { signingService } from "./signing-service.ts";

const bytes = new TextEncoder().encode("what is signed");
const kid = "did:web:registry.example:op:voltara#key";
const keys = keyStore(new Uint8Array(randomBytes(32)));

/** A signer whose one key is held by `holder`, under a name of its choice. */
async function signerOver(holder: OutsideKeys, changes: Partial<StoredKey> = {}, name = "voltara") {
  const stored: StoredKey = {
    ...{ state: "active", signer: "service", signerKey: name, encryptedPrivateKey: null },
    publicJwk: await holder.publicJwk(name),
    ...changes,
  };
  return createSigner(keys, () => Promise.resolve(stored), { service: holder, pkcs11: holder });
}

describe("a signing service over HTTPS", () => {
  let service: ReferenceSigningService;
  beforeEach(async () => {
    service = await startSigningService();
    service.add("voltara");
    return () => service.stop();
  });

  test("signs what it is shown, with the key it is asked for", async () => {
    const holder = signingService(service);
    const signature = await (await signerOver(holder)).sign(kid, bytes);
    expect(isSignatureOf(await holder.publicJwk("voltara"), bytes, signature)).toBe(true);
    expect(service.seen).toEqual(["what is signed"]);
  });

  test("is not believed when it signs with another key", async () => {
    const signer = await signerOver(signingService(service));
    service.add("voltara");
    await expect(signer.sign(kid, bytes)).rejects.toThrow(/not of the key/);
  });

  test("that knows us not, or the key not, signs nothing", async () => {
    const { url, token } = service;
    await expect(signingService({ url, token: "another" }).sign("voltara", bytes)).rejects.toThrow(/401/);
    await expect(signingService({ url, token }).sign("lyten/../voltara", bytes)).rejects.toThrow(/404/);
    await expect(signingService({ url, token }).publicJwk("lyten")).rejects.toThrow(/404/);
  });

  test.each([
    [200, "not JSON", /not a JSON object/],
    [200, "[]", /not a JSON object/],
    [200, '{"signature":"AAAA"}', /64 bytes/],
    [200, "{}", /64 bytes/],
    [200, "x".repeat(20_000), /longer than/],
    [302, "", /cannot be reached/],
    [500, "{}", /500/],
  ])("that answers %i %.20s signs nothing, and says why", async (status, body, reason) => {
    service.answerWith(status, body);
    await expect(signingService(service).sign("voltara", bytes)).rejects.toThrow(reason);
  });

  test("out of reach signs nothing, and says so", async () => {
    await service.stop();
    const stopped = signingService(service);
    await expect(stopped.sign("voltara", bytes)).rejects.toThrow(/cannot be reached/);
    service = await startSigningService();
  });

  test("signs nothing more with a key that is retired, and nothing with one that only its operator holds", async () => {
    const holder = signingService(service);
    await expect((await signerOver(holder, { state: "retired" })).sign(kid, bytes)).rejects.toThrow(
      /retired/,
    );
    const upload = await signerOver(holder, { signer: "upload" });
    await expect(upload.sign(kid, bytes)).rejects.toThrow(/custody/);
    const nowhere = createSigner(keys, async () => ({
      ...{ state: "active", signer: "service", signerKey: "voltara", encryptedPrivateKey: null },
      publicJwk: await holder.publicJwk("voltara"),
    }));
    await expect(nowhere.sign(kid, bytes)).rejects.toThrow(/not set up here/);
  });
});

const softHsm = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"].find(
  (file) => fs.existsSync(file),
);
const hasTools =
  softHsm !== undefined &&
  ["pkcs11-tool", "softhsm2-util"].every((tool) => spawnSync(tool, ["--help"]).error === undefined);

describe.skipIf(!hasTools)("a PKCS#11 token, through pkcs11-tool", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-token-"));
  const settings = { module: softHsm ?? "", tokenLabel: "cellproof", pin: "4321" };

  beforeAll(() => {
    fs.mkdirSync(path.join(folder, "tokens"));
    fs.writeFileSync(path.join(folder, "softhsm2.conf"), `directories.tokendir = ${folder}/tokens\n`);
    process.env["SOFTHSM2_CONF"] = path.join(folder, "softhsm2.conf");
    const init = ["--init-token", "--free", "--label", "cellproof", "--so-pin", "12345678", "--pin", "4321"];
    execFileSync("softhsm2-util", init);
    const login = ["--module", settings.module, "--token-label", "cellproof", "--login", "--pin", "4321"];
    for (const [type, id] of [
      ["EC:prime256v1", "0b"],
      ["EC:prime256v1", "0a"],
      ["EC:secp384r1", "0c"],
    ] as const)
      execFileSync("pkcs11-tool", [...login, "--keypairgen", "--key-type", type, "--id", id]);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("signs, and the signature is of the public key it names", async () => {
    const holder = pkcs11Keys(settings);
    for (const id of ["0a", "0b"]) {
      const signer = await signerOver(holder, { signer: "pkcs11" }, id);
      const signature = await signer.sign(kid, bytes);
      expect(isSignatureOf(await holder.publicJwk(id), bytes, signature)).toBe(true);
    }
  });

  test("signs nothing with a wrong PIN, an unknown key, another curve or another token, and says why", async () => {
    await expect(pkcs11Keys({ ...settings, pin: "0000" }).sign("0a", bytes)).rejects.toThrow(/PIN/);
    await expect(pkcs11Keys(settings).sign("0d", bytes)).rejects.toThrow(/token refused/i);
    await expect(pkcs11Keys(settings).sign("nobody", bytes)).rejects.toThrow(/hexadecimal/);
    await expect(pkcs11Keys(settings).publicJwk("0c")).rejects.toThrow(/P-256|token refused/i);
    const elsewhere = pkcs11Keys({ ...settings, tokenLabel: "another" });
    await expect(elsewhere.sign("0a", bytes)).rejects.toThrow(/token refused/i);
  });

  test("without the program says so", async () => {
    const missing = pkcs11Keys({ ...settings, tool: "pkcs11-tool-that-is-not-there" });
    await expect(missing.sign("0a", bytes)).rejects.toThrow(/cannot be run/);
  });

  test("keeps the PIN out of the list of processes", async () => {
    const shown = path.join(folder, "arguments");
    const spy = path.join(folder, "spy");
    fs.writeFileSync(spy, `#!/bin/sh\necho "$@" > ${shown}\nhead -c 64 /dev/zero\n`, { mode: 0o755 });
    await pkcs11Keys({ ...settings, tool: spy }).sign("0a", bytes);
    expect(fs.readFileSync(shown, "utf8")).toContain("--sign");
    expect(fs.readFileSync(shown, "utf8")).not.toContain("4321");
  });
});
