import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  artefact,
  batteryItem,
  batteryModel,
  operator,
  operatorKey,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ListAnswer } from "../../domain/oversight/list-answer.ts";
import { answerFor } from "../../domain/oversight/list-answer.ts";
import type { ListedProduct } from "../../domain/oversight/product-list.ts";
import { longestProductList, readProductList } from "../../domain/oversight/product-list.ts";
import { statutoryElements, voluntaryPart } from "../../domain/record/content.ts";
import type { Granularity } from "../../domain/record/credential.ts";
import type { PartState, Verdict, VerdictPart } from "../../domain/verification/verdict.ts";
import { rememberingCrypto } from "../../platform/remembering-crypto.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { readCheckpoint } from "../log/read-checkpoint.ts";
import { credentialOf, findRecords } from "../passport/find-record.ts";
import { recordJudge } from "../passport/judge-record.ts";
import { levelOf } from "../passport/level.ts";
import { isNewestVersion } from "../passport/newest-version.ts";
import { evidenceReader } from "../passport/record-evidence.ts";
import { findSuspensions } from "../status/read-standing.ts";

/** What was found behind one line of a list. */
export interface CheckedProduct {
  readonly row: number;
  /** As it stood in the list. */
  readonly text: string;
  readonly answer: ListAnswer;
  readonly path: string | null;
  readonly productUrl: string | null;
  readonly passport: CheckedPassport | null;
  /** Who entered a product of which no passport is released. */
  readonly enteredBy: string | null;
}

export interface CheckedPassport {
  readonly level: Granularity;
  readonly modelName: string;
  readonly operator: string;
  readonly operatorOriginal: string | null;
  /** Scheme and number under which the operator is known, for example `LEI …`. */
  readonly operatorIdentifier: string;
  readonly version: number;
  readonly releasedAt: string;
  readonly leafIndex: number;
  /** What the registry of the Union calls it; null while it is not registered there. */
  readonly registrationId: string | null;
  /** As the signed record of the model has it; null where it states none. */
  readonly commodityCode: string | null;
  /** State of each part of the verdict; null where the passport has ended and nothing was judged. */
  readonly parts: Readonly<Record<VerdictPart, PartState>> | null;
  /** The first reason of a part that does not hold. */
  readonly code: string | null;
}

/** A whole list, checked at one moment. */
export interface CheckedList {
  readonly checkedAt: string;
  /** Base64url SHA-256 of the identifiers as they stood in the list, one a line. */
  readonly listDigest: string;
  /** Size of the log at the time; null before its first checkpoint. */
  readonly logSize: number | null;
  readonly rows: readonly CheckedProduct[];
}

export interface ListToCheck {
  readonly rows: readonly (readonly string[])[];
}

/** A row with what the answer rests on. */
export interface JudgedProduct extends CheckedProduct {
  /** Null where there was no record to judge. */
  readonly judged: { readonly verdict: Verdict; readonly record: string } | null;
}

interface JudgedList extends Omit<CheckedList, "rows"> {
  readonly rows: readonly JudgedProduct[];
}

/**
 * Checks a list of identifiers at once with the code that checks a single passport: who answers, whether the newest record
 * is genuine, current and logged, whether the sale is stopped. Written down as the official's own reading, without the
 * operator learning of it. `INVALID_INPUT` with `E_REQUIRED` for an empty list, `E_LIST_LENGTH` for one too long.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(b).
 *
 * @param input.rows cells of a sheet, or lines of one cell each.
 */
export async function checkList(ctx: Context, input: ListToCheck): Promise<CheckedList> {
  const { rows, ...list } = await judgeList(ctx, input);
  return { ...list, rows: rows.map(({ judged: _, ...row }) => row) };
}

/** The same, with the whole verdict on each record. Refuses as {@link checkList} does. */
export async function judgeList(ctx: Context, input: ListToCheck): Promise<JudgedList> {
  demand(ctx, "oversight.read", null);
  const listed = readProductList(input.rows, ctx.publicUrl);
  if (listed.length === 0) throw invalidInput([{ code: "E_REQUIRED", path: "list" }]);
  if (listed.length > longestProductList) {
    const params = { found: String(listed.length), expected: String(longestProductList) };
    throw invalidInput([{ code: "E_LIST_LENGTH", path: "list", params }]);
  }
  const listDigest = createHash("sha256")
    .update(listed.map(({ text }) => text).join("\n"))
    .digest("base64url");
  const urls = [...new Set(listed.flatMap(({ path }) => (path.ok ? [`${ctx.publicUrl}${path.value}`] : [])))];
  const [judged, entered, checkpoint] = await Promise.all([
    judgeAll(ctx, urls),
    enteredOnly(ctx, urls),
    readCheckpoint(ctx),
  ]);
  await recordDeed(ctx, ctx.db, {
    action: "oversight.checkList",
    subject: listDigest,
    operatorId: null,
    detail: { rows: listed.length },
  });
  return {
    checkedAt: ctx.now().toISOString(),
    listDigest,
    logSize: checkpoint?.size ?? null,
    rows: listed.map((one) => rowOf(ctx, one, judged, entered)),
  };
}

type Judged = Pick<JudgedProduct, "answer" | "judged"> & { readonly passport: CheckedPassport };

function rowOf(
  ctx: Context,
  { row, text, path }: ListedProduct,
  judged: ReadonlyMap<string, Judged>,
  entered: ReadonlyMap<string, string>,
): JudgedProduct {
  const nothing = { row, text, passport: null, enteredBy: null, judged: null };
  if (!path.ok) {
    const isForeign = path.problems.some(({ code }) => code === "E_QUERY_FOREIGN");
    return { ...nothing, answer: isForeign ? "foreign" : "unreadable", path: null, productUrl: null };
  }
  const place = { path: path.value, productUrl: `${ctx.publicUrl}${path.value}` };
  const found = judged.get(place.productUrl);
  if (found !== undefined) return { ...nothing, ...place, ...found };
  const enteredBy = entered.get(place.productUrl) ?? null;
  return { ...nothing, ...place, enteredBy, answer: enteredBy === null ? "unknown" : "notYetRegistered" };
}

/** So many records are gathered and judged side by side. */
const atOnce = 8;

async function judgeAll(ctx: Context, urls: readonly string[]): Promise<ReadonlyMap<string, Judged>> {
  const found = await newestRecords(ctx, urls);
  const acts = await findSuspensions(ctx.db, [
    ...new Set(
      found.flatMap(({ passportId, modelPassportId }) => [passportId, modelPassportId ?? []].flat()),
    ),
  ]);
  const isStopped = (passportId: string) =>
    acts.find((act) => act.passportId === passportId)?.action === "suspend";
  const evidenceOf = evidenceReader(ctx);
  const judge = await recordJudge(ctx, rememberingCrypto(webCrypto));
  const at = ctx.now();
  const judged = new Map<string, Judged>();
  const queue = found.values();
  const work = async () => {
    for (const record of queue) {
      const { passportId, productUrl, signer, endedAt, modelPassportId } = record;
      const known = passportOf(record);
      if (endedAt !== null) {
        const passport = { ...known, parts: null, code: null };
        judged.set(productUrl, { answer: "ended", passport, judged: null });
        continue;
      }
      const bundle = await evidenceOf({
        of: { passportId, version: record.version },
        stored: record,
      });
      const { verdict } = await judge(bundle, { slug: signer, productUrl, at });
      const stopped = isStopped(passportId) || (modelPassportId !== null && isStopped(modelPassportId));
      judged.set(productUrl, {
        answer: answerFor(verdict.overall, stopped),
        judged: { verdict, record: record.token },
        passport: {
          ...known,
          parts: stateOfParts(verdict.parts),
          code:
            verdict.parts.find(({ state, code }) => state === "failed" && code !== undefined)?.code ??
            verdict.parts.find(({ code }) => code !== undefined)?.code ??
            null,
        },
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return judged;
}

function stateOfParts(
  parts: readonly { readonly part: VerdictPart; readonly state: PartState }[],
): Readonly<Record<VerdictPart, PartState>> {
  const states: Record<VerdictPart, PartState> = {
    ...{ signature: "notAsked", issuer: "notAsked", subject: "notAsked" },
    ...{ status: "notAsked", log: "notAsked", witnesses: "notAsked" },
  };
  for (const { part, state } of parts) states[part] = state;
  return states;
}

type NewestRecord = Awaited<ReturnType<typeof newestRecords>>[number];

function passportOf(record: NewestRecord): Omit<CheckedPassport, "parts" | "code"> {
  return {
    level: levelOf(record.level),
    modelName: record.modelName,
    operator: record.operator,
    operatorOriginal: record.operatorOriginal,
    operatorIdentifier: `${record.identifierScheme} ${record.identifier}`,
    version: record.version,
    releasedAt: record.issuedAt.toISOString(),
    leafIndex: record.leafIndex,
    registrationId: record.registrationId,
    commodityCode: record.commodityCode,
  };
}

const signing = alias(operator, "signing");

/** The newest published record of each of these products, in one query. */
async function newestRecords(ctx: Context, urls: readonly string[]) {
  if (urls.length === 0) return [];
  const rows = await ctx.db
    .select({
      passportId: passport.id,
      productUrl: passport.productUrl,
      level: passport.level,
      modelId: passport.modelId,
      endedAt: passport.endedAt,
      // Who answers now is named; the record is judged by the keys of who signed it.
      signer: signing.slug,
      operator: operator.name,
      operatorOriginal: operator.nameOriginal,
      identifierScheme: operator.identifierScheme,
      identifier: operator.identifier,
      modelName: batteryModel.name,
      version: passportVersion.version,
      issuedAt: passportVersion.issuedAt,
      leafIndex: passportVersion.leafIndex,
      kid: passportVersion.kid,
      token: artefact.body,
      registrationId: sql<string | null>`(
        select r.registration_id from registration r
        where r.passport_id = ${passport.id} and r.registration_id is not null
        order by r.version desc limit 1)`,
    })
    .from(passport)
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .innerJoin(signing, eq(signing.id, operatorKey.operatorId))
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passportVersion.passportId),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .where(and(inArray(passport.productUrl, [...urls]), isNewestVersion));
  const models = await ctx.db
    .select({ id: passport.id, modelId: passport.modelId })
    .from(passport)
    .where(
      and(
        eq(passport.level, "model"),
        inArray(passport.modelId, [...new Set(rows.map(({ modelId }) => modelId)), nobody]),
      ),
    );
  const passportOfModel = new Map(models.map(({ id, modelId }) => [modelId, id]));
  const codes = new Map<string, string>();
  for (const { id, modelId } of models) {
    const [newest] = await findRecords(ctx.db, id, undefined, 1);
    const code = newest === undefined ? undefined : commodityCodeOf(newest.token);
    if (code !== undefined) codes.set(modelId, code);
  }
  return rows.map((row) => ({
    ...row,
    // What is stopped for a model is stopped for each battery of it.
    modelPassportId: row.level === "model" ? null : (passportOfModel.get(row.modelId) ?? null),
    commodityCode: codes.get(row.modelId) ?? null,
  }));
}

/** The commodity code in a record, whether the law asks for it or not. */
function commodityCodeOf(token: string): string | undefined {
  const subject = credentialOf(token).credentialSubject;
  const stated = { ...voluntaryPart(subject).attributes, ...statutoryElements(subject) };
  const code = stated["commodityCode"];
  return typeof code === "string" ? code : undefined;
}

/** No row has this identifier: it keeps a list of them from being empty. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** Products that an operator has entered and nobody can see yet, with that operator's name. */
async function enteredOnly(ctx: Context, urls: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (urls.length === 0) return new Map();
  const [models, items] = await Promise.all([
    ctx.db
      .select({ productUrl: batteryModel.productUrl, name: operator.name })
      .from(batteryModel)
      .innerJoin(operator, eq(operator.id, batteryModel.operatorId))
      .where(inArray(batteryModel.productUrl, [...urls])),
    ctx.db
      .select({ productUrl: batteryItem.productUrl, name: operator.name })
      .from(batteryItem)
      .innerJoin(batteryModel, eq(batteryModel.id, batteryItem.modelId))
      .innerJoin(operator, eq(operator.id, batteryModel.operatorId))
      .where(inArray(batteryItem.productUrl, [...urls])),
  ]);
  return new Map([...models, ...items].map(({ productUrl, name }) => [productUrl, name]));
}
