import { spawn } from "node:child_process";
import { createHash, createPublicKey } from "node:crypto";
import { parsePublicJwk } from "../domain/record/jwk.ts";
import type { OutsideKeys } from "./signer.ts";

/** A PKCS#11 token and the program that speaks to it. */
export interface Pkcs11Settings {
  /** Shared library of the token's maker. */
  readonly module: string;
  readonly tokenLabel: string;
  readonly pin: string;
  /** OpenSC's program; `pkcs11-tool` where not given. */
  readonly tool?: string;
}

const patienceMs = 20_000;

/**
 * Keys on a PKCS#11 token, spoken to by OpenSC's `pkcs11-tool` as a child process: `npm ci` needs no compiler, and a
 * module that crashes does not take the registry along. A key is named by its ID (CKA_ID, hexadecimal), for the program
 * passes over a label when it signs and takes the first key it finds. The digest is computed here, for
 * every token can sign one (mechanism CKM_ECDSA), and the answer is r then s. The PIN goes through the child's environment,
 * where no list of processes shows it.
 *
 * Rejects with the program's own words when it fails, and when it is not installed.
 */
export function pkcs11Keys(settings: Pkcs11Settings): OutsideKeys {
  return {
    async publicJwk(name) {
      const der = await run(settings, ["--read-object", "--type", "pubkey", "--id", idOf(name)]);
      const jwk = parsePublicJwk({ ...publicKeyOf(der, name).export({ format: "jwk" }) });
      if (!jwk.ok || jwk.value.kty !== "EC")
        throw new Error(`The key ${name} on the token is not a P-256 key.`);
      return jwk.value;
    },
    async sign(name, bytes) {
      const digest = createHash("sha256").update(bytes).digest();
      const signature = await run(
        settings,
        ["--login", "--pin", "env:CELLPROOF_PIN", "--sign", "--mechanism", "ECDSA", "--id", idOf(name)],
        digest,
      );
      if (signature.length !== 64) throw new Error("The token answered without a signature of 64 bytes.");
      return new Uint8Array(signature);
    },
  };
}

function idOf(name: string): string {
  if (/^([0-9a-f]{2}){1,64}$/i.test(name)) return name;
  throw new Error(`A key on a token is named by its ID in hexadecimal, such as 01a7, not ${name}.`);
}

function publicKeyOf(der: Buffer, name: string) {
  try {
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch (cause) {
    throw new Error(`The token has no public key ${name} that can be read.`, { cause });
  }
}

/** Standard output of one run. */
function run(
  { module, tokenLabel, pin, tool = "pkcs11-tool" }: Pkcs11Settings,
  args: readonly string[],
  input: Buffer = Buffer.alloc(0),
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, ["--module", module, "--token-label", tokenLabel, ...args], {
      env: { ...process.env, CELLPROOF_PIN: pin },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: patienceMs,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    // The program may end before it has read; its exit says why.
    child.stdin.on("error", () => {});
    child.on("error", (cause) => reject(new Error(`${tool} cannot be run: ${cause.message}.`, { cause })));
    child.on("close", (code) => {
      if (code === 0) return resolve(Buffer.concat(out));
      reject(new Error(`The token refused: ${lastLine(Buffer.concat(said).toString("utf8"))}`));
    });
    child.stdin.end(input);
  });
}

function lastLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "Aborting.");
  return lines.at(-1)?.trim() ?? "no answer in time.";
}
