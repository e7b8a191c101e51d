import { and, eq, ne } from "drizzle-orm";
import { passport, registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { keepDocument, mediaTypeOf } from "../document/keep.ts";
import { Fields } from "../input.ts";
import { isUuid } from "../new-id.ts";
import { changeRegistration } from "./change.ts";
import { stateOf } from "./enter.ts";
import type { EnteredRegistration } from "./enter.ts";

/** What the registry of the Union answered to one registration, as a person read it there. */
export type EnteredAnswer =
  | {
      readonly id: string;
      readonly answer: "registered";
      readonly registrationId: string;
      /** The proof of registration, where it was fetched. */
      readonly proof?: Uint8Array | undefined;
    }
  | { readonly id: string; readonly answer: "refused"; readonly reason: string }
  /** What was refused is mended, and goes into the next file. */
  | { readonly id: string; readonly answer: "prepared" };

const longestIdentifier = 100;

/**
 * Keeps what the registry of the Union answered: its identifier and the proof, or why it refused; or that what was refused
 * is to be handed over again. `REGISTRATION_NOT_FOUND`, `REGISTRATION_STATE`, `INVALID_INPUT`; `IDENTIFIER_TAKEN` for an
 * identifier that another passport has.
 *
 * Source: Implementing Regulation (EU) 2026/1778, Art. 8(8) to (10) and 9.
 */
export async function recordAnswer(ctx: Context, input: EnteredAnswer): Promise<EnteredRegistration> {
  demand(ctx, "registration.write", null);
  const { held, productUrl, operatorId } = await loadRegistration(ctx, input.id);
  demand(ctx, "registration.write", operatorId);
  const { id } = held;
  const fields = new Fields();
  const said =
    input.answer === "registered"
      ? { registrationId: fields.text("registrationId", input.registrationId) }
      : input.answer === "refused"
        ? { refusal: fields.text("reason", input.reason) }
        : {};
  if ((said.registrationId ?? "").length > longestIdentifier)
    fields.add("E_VALUE_TOO_LONG", "registrationId", { expected: String(longestIdentifier) });
  fields.refuse();
  const proof = input.answer === "registered" ? input.proof : undefined;
  const kept =
    proof === undefined
      ? null
      : { mediaType: mediaTypeOf(proof), sizeBytes: proof.length, ...(await ctx.files.put(proof)) };
  await ctx.db.transaction(async (tx) => {
    if (said.registrationId !== undefined) {
      const [other] = await tx
        .select({ id: registration.id })
        .from(registration)
        .where(
          and(
            eq(registration.registrationId, said.registrationId),
            ne(registration.passportId, held.passportId),
          ),
        )
        .limit(1);
      if (other !== undefined) {
        throw new Refusal("IDENTIFIER_TAKEN", `${said.registrationId} is another passport's identifier.`, [
          { code: "IDENTIFIER_TAKEN", path: "registrationId", params: { value: said.registrationId } },
        ]);
      }
    }
    const proofDocument =
      kept === null
        ? null
        : await keepDocument(ctx, tx, {
            ...{ operatorId, sha256: kept.sha256, mediaType: kept.mediaType, sizeBytes: kept.sizeBytes },
            ...{ title: `proof of registration ${said.registrationId ?? ""}`, language: "en" },
          });
    await changeRegistration(ctx, tx, {
      ...{ id, productUrl, operatorId, to: input.answer, ...said },
      ...(proofDocument === null ? {} : { proofDocumentId: proofDocument.id }),
    });
  });
  const { held: now } = await loadRegistration(ctx, id);
  return { id, state: stateOf(now.state), registrationId: now.registrationId };
}

async function loadRegistration(ctx: Context, id: string) {
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ held: registration, productUrl: passport.productUrl, operatorId: passport.operatorId })
        .from(registration)
        .innerJoin(passport, eq(passport.id, registration.passportId))
        .where(eq(registration.id, id))
    : [];
  if (found === undefined) throw new Refusal("REGISTRATION_NOT_FOUND", "There is no such registration here.");
  return found;
}
