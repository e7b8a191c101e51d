import type { Granularity } from "../../domain/record/credential.ts";

/** What a passport speaks of, as the database holds it. */
export function levelOf(level: string): Granularity {
  if (level === "model" || level === "batch" || level === "item") return level;
  throw new Error(`There is no passport of a ${level}.`);
}
