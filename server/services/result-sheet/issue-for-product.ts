import { and, eq } from "drizzle-orm";
import { passport as passportTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { readProductQuery } from "../../domain/identifier/product-query.ts";
import { answerFor } from "../../domain/oversight/list-answer.ts";
import type { ListAnswer } from "../../domain/oversight/list-answer.ts";
import { readDateTimeStamp } from "../../domain/record/time.ts";
import type { SheetRow } from "../../domain/verification/result-sheet.ts";
import { logStateOf, newestLogState, sheetRow } from "../../domain/verification/result-sheet.ts";
import { evidenceOf } from "../../domain/verification/bundle.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { Refusal } from "../../refusal.ts";
import { readCheckpoint } from "../log/read-checkpoint.ts";
import { readPolicy } from "../log/read-policy.ts";
import { judgeRecord } from "../passport/judge-record.ts";
import { loadPassport } from "../passport/read.ts";
import { readBundle } from "../passport/read-bundle.ts";
import { findSuspensions } from "../status/read-standing.ts";
import type { IssuedSheet } from "./issue.ts";
import { issueSheet } from "./issue.ts";
import { registryIssuer } from "./registry-issuer.ts";

export interface ProductToCheck {
  /** Identifier or address, as it was typed. */
  readonly query: string;
  /** A date and time with offset: everything as it stood then. */
  readonly at?: string | undefined;
}

/**
 * Checks one passport as `checkPassport` does, and signs what was found with the registry's key. That there is no such
 * passport, or that it has ended, is a finding too. `INVALID_INPUT` for a time that is none, `VERSION_NOT_FOUND` for one
 * before the first version, `KEY_NOT_FOUND` while the registry cannot sign.
 */
export async function issueProductSheet(ctx: Context, input: ProductToCheck): Promise<IssuedSheet> {
  demand(ctx, "record.read", null);
  const issuer = await registryIssuer(ctx);
  const checkedAt = ctx.now();
  const atMs = input.at === undefined ? null : readDateTimeStamp(input.at);
  const found = await findAndJudge(ctx, input, atMs === null ? checkedAt : new Date(atMs));
  const checkpoint = found.proofs.length === 0 ? await readCheckpoint(ctx) : null;
  return issueSheet(ctx, issuer, {
    ...{ kind: "product", checkedAt, asOf: atMs === null ? checkedAt : new Date(atMs) },
    ...{ policy: await readPolicy(ctx), list: null, rows: [found.row] },
    log: checkpoint === null ? newestLogState(found.proofs) : logStateOf(checkpoint.note),
  });
}

interface Found {
  readonly row: SheetRow;
  readonly proofs: readonly string[];
}

async function findAndJudge(ctx: Context, { query, at: atText }: ProductToCheck, at: Date): Promise<Found> {
  const asked = { row: 1, asked: query.trim().slice(0, 2000) };
  const path = readProductQuery(query.slice(0, 2000), ctx.publicUrl);
  if (!path.ok) {
    const isForeign = path.problems.some(({ code }) => code === "E_QUERY_FOREIGN");
    return { row: notJudged(asked, null, isForeign ? "foreign" : "unreadable"), proofs: [] };
  }
  const productUrl = `${ctx.publicUrl}${path.value}`;
  try {
    const { bundle, signer } = await readBundle(ctx, { productUrl, at: atText });
    const { passport } = await loadPassport(ctx, productUrl);
    const checked = await judgeRecord(ctx, bundle, { slug: signer.slug, productUrl, at });
    const row = await sheetRow({ ...asked, record: bundle.record }, checked, webCrypto);
    // Whether the sale is stopped is known of now; of a past day the verdict alone is told.
    const isStopped = atText === undefined && (await isSaleStopped(ctx, passport));
    const answer = answerFor(checked.verdict.overall, isStopped);
    return {
      row: { ...row, product: productUrl, answer: atText === undefined ? answer : null },
      proofs: evidenceOf(bundle).proofs ?? [],
    };
  } catch (error) {
    const answer = error instanceof Refusal ? answerOfRefusal[error.code] : undefined;
    if (answer === undefined) throw error;
    return { row: notJudged(asked, productUrl, answer), proofs: [] };
  }
}

/** What is stopped for a model is stopped for each battery of it. */
async function isSaleStopped(
  ctx: Context,
  { id, modelId }: { readonly id: string; readonly modelId: string },
): Promise<boolean> {
  const models = await ctx.db
    .select({ id: passportTable.id })
    .from(passportTable)
    .where(and(eq(passportTable.modelId, modelId), eq(passportTable.level, "model")));
  const acts = await findSuspensions(ctx.db, [id, ...models.map((model) => model.id)]);
  const newest = (passportId: string) => acts.find((act) => act.passportId === passportId)?.action;
  return acts.some(({ passportId }) => newest(passportId) === "suspend");
}

const answerOfRefusal: Readonly<Partial<Record<Refusal["code"], ListAnswer>>> = {
  PASSPORT_NOT_FOUND: "unknown",
  PASSPORT_ENDED: "ended",
};

function notJudged(
  asked: Pick<SheetRow, "row" | "asked">,
  product: string | null,
  answer: ListAnswer,
): SheetRow {
  return {
    ...{ ...asked, product, answer, operator: null, version: null, record: null, file: null },
    ...{ outcome: null, headline: null, demonstration: false, parts: [] },
  };
}
