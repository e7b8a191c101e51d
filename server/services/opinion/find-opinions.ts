import { and, desc, eq, lt, max } from "drizzle-orm";
import { opinion, operator, operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { readJws } from "../../domain/record/jws.ts";
import { isOpinionOutcome } from "../../domain/record/opinion.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import { nodeCrypto } from "../../platform/node-crypto.ts";
import { keyEntriesOf } from "../log/key-entries.ts";
import { proofOf } from "../log/proof-of.ts";
import { isPublished } from "../log/published.ts";
import { readPolicy } from "../log/read-policy.ts";
import type { OpinionView, VersionOpinions } from "./view.ts";

/** The version asked about, with its public record as signed. */
export interface OpinionsRequest {
  readonly passportId: string;
  readonly productUrl: string;
  readonly version: number;
  readonly token: string;
}

/**
 * Published opinions on one version, each judged as a stranger would: signed with a key that its body has in the log, about
 * exactly this record, and in the log itself. The caller has asked the policy.
 */
export async function findOpinions(ctx: Context, request: OpinionsRequest): Promise<VersionOpinions> {
  const { passportId, version } = request;
  const rows = await ctx.db
    .select({
      given: opinion,
      slug: operator.slug,
      name: operator.name,
      nameOriginal: operator.nameOriginal,
    })
    .from(opinion)
    .innerJoin(operator, eq(operator.id, opinion.bodyId))
    .where(
      and(eq(opinion.passportId, passportId), eq(opinion.version, version), isPublished(opinion.leafIndex)),
    )
    .orderBy(desc(opinion.leafIndex));
  const opinions: OpinionView[] = [];
  for (const { given, slug, name, nameOriginal } of rows) {
    const { id, outcome, remarks, digest, leafIndex } = given;
    if (!isOpinionOutcome(outcome)) throw new Error(`No finding ${outcome} is known.`);
    opinions.push({
      ...{ id, path: opinionPath(slug, id), version, body: name, bodyOriginal: nameOriginal },
      ...{ outcome, remarks, digest, leafIndex },
      issuedAt: given.issuedAt.toISOString(),
      isReplaced: rows.some(
        ({ given: other }) => other.bodyId === given.bodyId && other.leafIndex > leafIndex,
      ),
      verdict: await judged(ctx, given, slug, request),
    });
  }
  const [earlier] =
    rows.length > 0
      ? []
      : await ctx.db
          .select({ version: max(opinion.version) })
          .from(opinion)
          .where(
            and(
              eq(opinion.passportId, passportId),
              lt(opinion.version, version),
              isPublished(opinion.leafIndex),
            ),
          );
  return { opinions, earlierVersion: earlier?.version ?? null };
}

/** Where the signed text of an opinion stands. */
export function opinionPath(slug: string, id: string): string {
  return `/op/${slug}/opinions/${id}`;
}

async function judged(
  ctx: Context,
  { token, leafIndex }: typeof opinion.$inferSelect,
  slug: string,
  { productUrl, token: record }: OpinionsRequest,
): Promise<Verdict> {
  const text = await readPolicy(ctx);
  const policy = text === null ? null : parsePolicy(text);
  const { verdict } = await verifyRecord(
    { record: token, proofs: await proofsOf(ctx, token, leafIndex) },
    {
      policy: policy?.ok === true ? policy.value : null,
      ...{ issuer: didOf(ctx.publicUrl, slug), subject: productUrl, about: record, at: ctx.now() },
      asks: { status: false, log: true },
    },
    nodeCrypto,
  );
  return verdict;
}

/**
 * What the log has about an opinion and the key it was signed with: once that is compromised, the proof that a witness saw
 * the opinion before, where there is one.
 */
async function proofsOf(ctx: Context, token: string, leafIndex: number): Promise<readonly string[]> {
  const jws = readJws(token, "vc+jwt");
  const kid = jws.ok ? jws.value.kid : "";
  const since = await compromisedSince(ctx, kid);
  const witnessed = since === null ? null : await proofOf(ctx, leafIndex, { witnessedBefore: since });
  const ofKey = await keyEntriesOf(ctx.db, kid);
  const proofs = [
    witnessed ?? (await proofOf(ctx, leafIndex)),
    ...(await Promise.all(ofKey.map((index) => proofOf(ctx, index)))),
  ];
  return proofs.filter((proof) => proof !== null);
}

async function compromisedSince(ctx: Context, kid: string): Promise<Date | null> {
  const [key] = await ctx.db
    .select({ since: operatorKey.compromisedSince })
    .from(operatorKey)
    .where(eq(operatorKey.kid, kid));
  return key?.since ?? null;
}
