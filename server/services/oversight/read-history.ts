import { and, asc, desc, eq } from "drizzle-orm";
import {
  declaration,
  disclosureDelivery,
  opinion,
  operator as operatorTable,
  passportVersion,
  statusChange,
  user,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ChangedMember } from "../../domain/changed-members.ts";
import { changedMembers } from "../../domain/changed-members.ts";
import { parseDay } from "../../domain/calendar.ts";
import { invalidInput, optional } from "../input.ts";
import { isPublished } from "../log/published.ts";
import { newId } from "../new-id.ts";
import { credentialOf, findRecords } from "../passport/find-record.ts";
import { loadPassport, partyOf } from "../passport/read.ts";
import type { PartyView } from "../passport/view.ts";
import { pathOf } from "../product-path.ts";
import { readStanding } from "../status/read-standing.ts";
import type { SuspensionView, VersionStatus } from "../status/view.ts";
import type { QuestionView } from "./list-questions.ts";
import { listQuestions } from "./list-questions.ts";
import { allows } from "../../domain/access/policy.ts";

export interface HistoryVersion {
  readonly version: number;
  readonly path: string;
  readonly issuedAt: string;
  readonly releasedBy: string | null;
  readonly reason: string | null;
  readonly kid: string;
  /** Whose key that is: who answered when it was signed. */
  readonly signer: PartyView;
  readonly leafIndex: number;
  readonly status: VersionStatus | null;
  readonly endedBy: string | null;
  /** The operator's own words about a withdrawal. */
  readonly note: string | null;
  /** Members of the record that differ from the version before; null for the first. */
  readonly changes: readonly ChangedMember[] | null;
  /** The carbon footprint declaration it carries, whose full study the reader may open; null where there is none. */
  readonly study: { readonly declarationId: string; readonly number: number } | null;
}

export interface PassportHistory {
  readonly productUrl: string;
  readonly path: string;
  readonly operator: string;
  readonly operatorOriginal: string | null;
  readonly operatorIdentifier: string;
  readonly modelName: string;
  /** Newest first. */
  readonly versions: readonly HistoryVersion[];
  readonly suspensions: readonly SuspensionView[];
  /** What notified bodies said of its versions, newest first. */
  readonly opinions: readonly {
    readonly version: number;
    readonly outcome: string;
    readonly body: string;
    readonly bodyOriginal: string | null;
    readonly at: string;
  }[];
  /** Of authorities; empty for a notified body, which is not asked. */
  readonly questions: readonly QuestionView[];
  /** The version in force at the end of the chosen day, UTC; null where no day was chosen or none was. */
  readonly stoodAt: { readonly day: string; readonly version: number | null } | null;
  /** Two versions compared. */
  readonly difference: {
    readonly before: number;
    readonly after: number;
    readonly changes: readonly ChangedMember[];
  } | null;
}

/**
 * Everything that happened to one passport, with who and when: versions with what changed in each, what ended them, acts
 * of authorities, questions. The reading is written down as an authority's, which operators are not shown.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2)(b).
 *
 * @param input.day shows which version stood then.
 * @param input.before together with `after`: any two versions compared.
 */
export async function readHistory(
  ctx: Context,
  input: {
    readonly productUrl: string;
    readonly day?: string | undefined;
    readonly before?: number | undefined;
    readonly after?: number | undefined;
  },
): Promise<PassportHistory> {
  demand(ctx, "oversight.read", null);
  const { passport, operator, model } = await loadPassport(ctx, input.productUrl);
  const wanted = optional(input.day);
  const day = wanted === null ? null : parseDay(wanted);
  if (day?.ok === false) throw invalidInput(day.problems.map((problem) => ({ ...problem, path: "day" })));
  const [records, standing, released, ended, opinions] = await Promise.all([
    findRecords(ctx.db, passport.id),
    readStanding(ctx.db, passport.id),
    ctx.db
      .select({
        version: passportVersion.version,
        by: user.name,
        declarationId: declaration.id,
        number: declaration.number,
      })
      .from(passportVersion)
      .leftJoin(user, eq(user.id, passportVersion.releasedBy))
      .leftJoin(declaration, eq(declaration.id, passportVersion.declarationId))
      .where(eq(passportVersion.passportId, passport.id)),
    ctx.db
      .select({ version: statusChange.version, note: statusChange.note, by: user.name })
      .from(statusChange)
      .leftJoin(user, eq(user.id, statusChange.changedBy))
      .where(eq(statusChange.passportId, passport.id))
      .orderBy(asc(statusChange.leafIndex)),
    ctx.db
      .select({
        version: opinion.version,
        outcome: opinion.outcome,
        body: operatorTable.name,
        bodyOriginal: operatorTable.nameOriginal,
        at: opinion.issuedAt,
      })
      .from(opinion)
      .innerJoin(operatorTable, eq(operatorTable.id, opinion.bodyId))
      .where(and(eq(opinion.passportId, passport.id), isPublished(opinion.leafIndex)))
      .orderBy(desc(opinion.leafIndex)),
  ]);
  const subjects = new Map(
    records.map(({ version, token }) => [version, credentialOf(token).credentialSubject]),
  );
  const differing = (before: number, after: number) =>
    changedMembers(subjects.get(before), subjects.get(after));
  const releaseOf = new Map(released.map((one) => [one.version, one]));
  const mayStudy = allows(ctx.caller.memberships, "study.read", operator.id);
  const endOf = new Map(ended.map((one) => [one.version, one]));
  const [newest] = records;
  if (newest !== undefined)
    await ctx.db.insert(disclosureDelivery).values({
      ...{ id: newId(ctx), passportId: passport.id, version: newest.version, audience: "authority" },
      ...{ groups: "", form: "history", readerId: ctx.caller.userId, createdAt: ctx.now() },
    });
  const path = pathOf(ctx, passport.productUrl);
  const { before, after } = input;
  return {
    ...{ productUrl: passport.productUrl, path, modelName: model.name },
    ...{ operator: operator.name, operatorOriginal: operator.nameOriginal },
    operatorIdentifier: `${operator.identifierScheme} ${operator.identifier}`,
    versions: records.map(({ version, issuedAt, reason, kid, signer, leafIndex }) => ({
      ...{ version, reason, kid, leafIndex, issuedAt: issuedAt.toISOString() },
      signer: partyOf(signer),
      path: `${path}/versions/${String(version)}`,
      releasedBy: releaseOf.get(version)?.by ?? null,
      status: standing.versions.get(version) ?? null,
      endedBy: endOf.get(version)?.by ?? null,
      note: endOf.get(version)?.note ?? null,
      changes: subjects.has(version - 1) ? differing(version - 1, version) : null,
      study: mayStudy ? studyOf(releaseOf.get(version)) : null,
    })),
    suspensions: standing.suspensions,
    opinions: opinions.map(({ at, ...given }) => ({ ...given, at: at.toISOString() })),
    questions: allows(ctx.caller.memberships, "question.read", null)
      ? await listQuestions(ctx, { productUrl: passport.productUrl })
      : [],
    stoodAt:
      day === null
        ? null
        : {
            day: day.value,
            version:
              records.find(({ issuedAt }) => issuedAt.toISOString().slice(0, 10) <= day.value)?.version ??
              null,
          },
    difference:
      before === undefined || after === undefined || !subjects.has(before) || !subjects.has(after)
        ? null
        : { before, after, changes: differing(before, after) },
  };
}

function studyOf(
  release: { readonly declarationId: string | null; readonly number: number | null } | undefined,
): HistoryVersion["study"] {
  if (release === undefined || release.declarationId === null || release.number === null) return null;
  return { declarationId: release.declarationId, number: release.number };
}
