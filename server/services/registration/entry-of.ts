import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Parsed } from "../../domain/problem.ts";
import type { RegistrationEntry } from "../../domain/registration/entry.ts";
import { registrationEntry } from "../../domain/registration/entry.ts";
import { readDocument } from "../passport/document.ts";
import type { FoundRegistration } from "./find.ts";

/** The entry of a registration, from the passport as anybody reads it: that is what the registry compares it with. */
export async function entryOf(ctx: Context, found: FoundRegistration): Promise<Parsed<RegistrationEntry>> {
  const { productUrl, version, modelIdentifier, batchIdentifier, versionHash, registeredAs } = found;
  const document = await readDocument({ ...ctx, caller: anyone }, { productUrl, version });
  return registrationEntry({
    ...{ document, modelIdentifier, batchIdentifier, versionHash, registrationId: registeredAs },
  });
}
