import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { DemonstrationAccess } from "../db/seed.ts";

const tokensForm = z.object({
  exporter: z.string(),
  interest: z.string(),
  authority: z.string(),
  notifiedBody: z.string(),
  admin: z.string(),
});
const signInsForm = z.object({
  password: z.string(),
  signIns: z.array(z.object({ email: z.string(), what: z.string() })),
});

/** What an earlier start wrote down, so that the same sign-ins are shown again; null when it is lost or damaged. */
export function readDemonstrationAccess(dataDir: string): DemonstrationAccess | null {
  const tokens = tokensForm.safeParse(readJson(tokensFile(dataDir)));
  const signIns = signInsForm.safeParse(readJson(path.join(dataDir, "demo-sign-ins.json")));
  return tokens.success && signIns.success ? { ...signIns.data, tokens: tokens.data } : null;
}

/** Writes both files for their owner's eyes only, each in one step. */
export function writeDemonstrationAccess(
  dataDir: string,
  { password, signIns, tokens }: DemonstrationAccess,
): void {
  writeJson(path.join(dataDir, "demo-sign-ins.json"), { password, signIns });
  writeJson(tokensFile(dataDir), tokens);
}

export function tokensFile(dataDir: string): string {
  return path.join(dataDir, "demo-tokens.json");
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function writeJson(file: string, value: unknown): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}
