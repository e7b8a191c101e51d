import { hashPassword } from "better-auth/crypto";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { anyone, program } from "../server/context.ts";
import type { Caller, Context } from "../server/context.ts";
import type { Role } from "../server/domain/access/policy.ts";
import { tokenHash } from "../server/services/account/token-hash.ts";
import { createToken } from "../server/services/account/create-token.ts";
import { createUser } from "../server/services/account/create-user.ts";
import { readAttributes } from "../server/services/attribute/read.ts";
import { stateAttributes } from "../server/services/attribute/state.ts";
import { grantInterest } from "../server/services/interest/grant.ts";
import { grantRole } from "../server/services/account/grant-role.ts";
import { recordDeed } from "../server/services/audit/record.ts";
import { addBodyMember } from "../server/services/body/add-member.ts";
import { createFacility } from "../server/services/facility/create.ts";
import { addFactors } from "../server/services/factor/add.ts";
import { addLine } from "../server/services/footprint/add-line.ts";
import { changeHeader } from "../server/services/footprint/change-header.ts";
import { changeLine } from "../server/services/footprint/change-line.ts";
import { createDraft } from "../server/services/footprint/create-draft.ts";
import { createSupplierProduct } from "../server/services/footprint/create-supplier-product.ts";
import type { LineChanges } from "../server/domain/carbon-footprint/line-changes.ts";
import { readReview } from "../server/services/footprint/read-review.ts";
import { readDeclaration } from "../server/services/footprint/read.ts";
import { releaseDeclaration } from "../server/services/footprint/release.ts";
import { reviewDeclaration } from "../server/services/footprint/review.ts";
import { startNext } from "../server/services/footprint/start-next.ts";
import { submitDeclaration } from "../server/services/footprint/submit.ts";
import { giveOpinion } from "../server/services/opinion/give.ts";
import { listAssessable } from "../server/services/opinion/list-assessable.ts";
import { createModel } from "../server/services/model/create.ts";
import { stateRecycledContent } from "../server/services/model/state-recycled-content.ts";
import { createOperator } from "../server/services/operator/create.ts";
import { answerRequest } from "../server/services/supplier/answer-request.ts";
import { createSupplierRequest } from "../server/services/supplier/create-request.ts";
import { useAsFactor } from "../server/services/exchange/use-as-factor.ts";
import { addRecycledLot } from "../server/services/recycled/add-lot.ts";
import { proposeRuleSet } from "../server/services/rule-set/propose.ts";
import { issueItem } from "../server/services/passport/issue-item.ts";
import { recordReadings } from "../server/services/reading/record.ts";
import {
  account,
  apiToken,
  auditEvent,
  batteryItem,
  batteryModel,
  declaration,
  emissionFactor,
  facility,
  operator,
  performanceClassRuleSet,
  recycledContentLot,
  supplierFootprint,
  supplierProduct,
  supplierRequest,
  user,
} from "./schema/index.ts";
import { loadOthers } from "./seed/others.ts";
import { factors } from "./seed/factors.ts";
import { found } from "./seed/found.ts";
import { declarations, openDraft, submittedDraft, suppliedLine } from "./seed/inventories.ts";
import type { SeedDeclaration } from "./seed/inventories.ts";
import { itemAttributes, modelAttributes } from "./seed/attributes.ts";
import { models } from "./seed/models.ts";
import type { SeedModel } from "./seed/models.ts";
import { bodies } from "./seed/bodies.ts";
import { operators } from "./seed/operators.ts";
import { people } from "./seed/people.ts";
import { demonstrationReadings } from "./seed/readings.ts";
import type { TokenName } from "./seed/people.ts";
import { recycledLots } from "./seed/recycled-lots.ts";
import { demonstrationClasses } from "./seed/rule-set.ts";
import { supplierQuestions } from "./seed/supplier-questions.ts";
import { supplierProducts } from "./seed/supplier-products.ts";

/** How to get into a demonstration: made once for each database and shown to whoever started it, never kept in code. */
export interface DemonstrationAccess {
  /** The same for every demonstration sign-in. */
  readonly password: string;
  readonly signIns: readonly { readonly email: string; readonly what: string }[];
  /** Bearer tokens, in the form of `demo-tokens.json`. */
  readonly tokens: Readonly<Record<TokenName, string>>;
}

type Deps = Omit<Context, "caller">;

const loadedAction = "demonstration.load";
const tokenName = "demonstration";

/**
 * Loads the demonstration registry through the services, as people would: released and signed, nothing faked. Safe to
 * call at every start and after a start that was killed: each step looks for what it would make, and once all is loaded
 * nothing is touched again. `kept` is what an earlier call returned; without it, or when it belongs to another database,
 * the password and the tokens are made anew and the old ones stop working.
 */
export async function seedDemonstration(
  deps: Deps,
  kept: DemonstrationAccess | null,
): Promise<DemonstrationAccess> {
  if (await isLoaded(deps)) {
    return kept !== null && (await opens(deps, kept)) ? kept : renewAccess(deps, await ensurePeople(deps));
  }
  await addFactors({ ...deps, caller: program }, factors);
  const users = await ensurePeople(deps);
  const plants = await ensureOperators(deps);
  const { exporter, reviewer } = await appointPeople(deps, users, plants);
  const modelIds = await ensureModels(deps, exporter, plants);
  const productIds = await ensureSupplierProducts(deps, exporter, plants);
  await ensureLots(deps, exporter, modelIds);
  for (const seed of declarations)
    await ensureDeclared(deps, { exporter, reviewer }, seed, modelIds, productIds);
  for (const seed of models) await ensureItems(deps, exporter, seed, found(modelIds, seed.gtin));
  await ensureOpenDraft(deps, exporter, modelIds, openDraft);
  await ensureTitled(deps, exporter, modelIds);
  await ensureSubmitted(deps, exporter, modelIds);
  await ensureProposal(deps, users);
  await ensureBodies(deps, users);
  await ensureOpinion(deps, users);
  await ensureSupplierFigures(deps, exporter, plants, modelIds);
  await loadOthers({ deps, exporter, reviewer, plants, modelIds });
  const done = { action: loadedAction, subject: "demonstration", operatorId: null };
  await recordDeed({ ...deps, caller: program }, deps.db, done);
  return renewAccess(deps, users);
}

async function isLoaded({ db }: Deps): Promise<boolean> {
  const [event] = await db
    .select({ id: auditEvent.id })
    .from(auditEvent)
    .where(eq(auditEvent.action, loadedAction))
    .limit(1);
  return event !== undefined;
}

/** Whether tokens made earlier are tokens of this database. */
async function opens({ db }: Deps, { tokens }: DemonstrationAccess): Promise<boolean> {
  const hashes = Object.values(tokens).map(tokenHash);
  const known = await db
    .select({ id: apiToken.id })
    .from(apiToken)
    .where(and(inArray(apiToken.tokenHash, hashes), isNull(apiToken.revokedAt)));
  return known.length === hashes.length;
}

/** User identifiers by address. Whoever is made here cannot sign in before `renewAccess`. */
async function ensurePeople(deps: Deps): Promise<ReadonlyMap<string, string>> {
  const users = new Map<string, string>();
  for (const { email, name } of people) {
    const [existing] = await deps.db.select({ id: user.id }).from(user).where(eq(user.email, email));
    const { id } =
      existing ?? (await createUser({ ...deps, caller: program }, { name, email, password: secret(deps) }));
    users.set(email, id);
  }
  return users;
}

interface Plant {
  readonly operatorId: string;
  readonly facilityId: string;
}

/** Plants by `operator/facility`. */
async function ensureOperators(deps: Deps): Promise<ReadonlyMap<string, Plant>> {
  const ctx = { ...deps, caller: program };
  const plants = new Map<string, Plant>();
  for (const { facilities, ...seed } of operators) {
    const [existing] = await deps.db
      .select({ id: operator.id })
      .from(operator)
      .where(eq(operator.slug, seed.slug));
    const { id: operatorId } = existing ?? (await createOperator(ctx, { ...seed, demonstration: true }));
    const author = { ...deps, caller: acting(null, "Demonstration", ["author"], [operatorId]) };
    for (const plant of facilities) {
      const [known] = await deps.db
        .select({ id: facility.id })
        .from(facility)
        .where(and(eq(facility.operatorId, operatorId), eq(facility.code, plant.code)));
      const { id: facilityId } = known ?? (await createFacility(author, { ...plant, operatorId }));
      plants.set(`${seed.slug}/${plant.code}`, { operatorId, facilityId });
    }
  }
  return plants;
}

/** In whose names the demonstration is made: nobody reviews what they wrote. */
interface Actors {
  readonly exporter: Caller;
  readonly reviewer: Caller;
}

/** Gives everybody their roles; answers those in whose names the rest is done. */
async function appointPeople(
  deps: Deps,
  users: ReadonlyMap<string, string>,
  plants: ReadonlyMap<string, Plant>,
): Promise<Actors> {
  const ctx = { ...deps, caller: program };
  const operatorIds = [...new Set([...plants.values()].map(({ operatorId }) => operatorId))];
  let exporter: Caller | undefined;
  let reviewer: Caller | undefined;
  for (const person of people) {
    const userId = found(users, person.email);
    for (const role of person.rolesOfOperators) {
      for (const operatorId of operatorIds) await grantRole(ctx, { userId, role, operatorId });
    }
    for (const role of person.rolesOfRegistry) await grantRole(ctx, { userId, role, operatorId: null });
    if (person.rolesOfRegistry.includes("interest"))
      await grantInterest(ctx, {
        ...{ userId, purpose: "dismantling", batteries: [], reason: "Demonstration: a repair workshop" },
        endsOn: `${String(deps.now().getUTCFullYear() + 10)}-12-31`,
      });
    const caller = acting(userId, person.name, person.rolesOfOperators, operatorIds);
    if (person.token === "exporter") exporter = caller;
    else if (person.rolesOfOperators.includes("reviewer")) reviewer = caller;
  }
  if (exporter === undefined || reviewer === undefined)
    throw new Error("the demonstration needs an exporter and another reviewer");
  return { exporter, reviewer };
}

function acting(
  userId: string | null,
  name: string,
  roles: readonly Role[],
  operatorIds: readonly string[],
): Caller {
  const memberships = operatorIds.flatMap((operatorId) => roles.map((role) => ({ role, operatorId })));
  return { userId, name, memberships };
}

/** Model identifiers by GTIN. */
async function ensureModels(
  deps: Deps,
  caller: Caller,
  plants: ReadonlyMap<string, Plant>,
): Promise<ReadonlyMap<string, string>> {
  const ctx = { ...deps, caller };
  const ids = new Map<string, string>();
  for (const seed of models) {
    const { operator: slug, facility: code, recycledContent, items: _, usableEnergyKwh, ...values } = seed;
    const [existing] = await deps.db
      .select({ id: batteryModel.id })
      .from(batteryModel)
      .where(eq(batteryModel.gtin, seed.gtin));
    const { id } =
      existing ??
      (await createModel(ctx, {
        ...values,
        ...found(plants, `${slug}/${code}`),
        usableEnergyKwh: usableEnergyKwh ?? undefined,
      }));
    const { lock, groups } = await readAttributes(ctx, { id });
    const isStated = groups.some(({ rows }) =>
      rows.some(({ attribute, value }) => attribute.id === "minimumVoltage" && value !== null),
    );
    if (!isStated) await stateAttributes(ctx, { id, lock, values: modelAttributes(seed) });
    for (const statement of recycledContent) await stateRecycledContent(ctx, { modelId: id, ...statement });
    ids.set(seed.gtin, id);
  }
  return ids;
}

/** Evidence behind some of the recycled shares. */
async function ensureLots(deps: Deps, caller: Caller, modelIds: ReadonlyMap<string, string>): Promise<void> {
  for (const { gtin, ...lot } of recycledLots) {
    const modelId = found(modelIds, gtin);
    const [existing] = await deps.db
      .select({ id: recycledContentLot.id })
      .from(recycledContentLot)
      .where(and(eq(recycledContentLot.modelId, modelId), eq(recycledContentLot.lot, lot.lot)));
    if (existing === undefined) await addRecycledLot({ ...deps, caller }, { modelId, ...lot });
  }
}

/**
 * A battery maker asks two suppliers, one of whom answers by link, and makes a factor of the lithium carbonate record that
 * a supplier of this registry signed, with which a line of the open draft is calculated. The links are known to nobody.
 */
async function ensureSupplierFigures(
  deps: Deps,
  caller: Caller,
  plants: ReadonlyMap<string, Plant>,
  modelIds: ReadonlyMap<string, string>,
): Promise<void> {
  const ctx = { ...deps, caller };
  const [model] = await deps.db
    .select({ operatorId: batteryModel.operatorId })
    .from(batteryModel)
    .where(eq(batteryModel.id, found(modelIds, openDraft.gtin)));
  const operatorId = model?.operatorId ?? "";
  const existing = await deps.db
    .select({ productName: supplierRequest.productName, state: supplierRequest.state })
    .from(supplierRequest)
    .where(eq(supplierRequest.operatorId, operatorId));
  const expiresOn = new Date(deps.now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10);
  const lastYear = String(deps.now().getUTCFullYear() - 1);
  for (const { answer, ...asked } of supplierQuestions) {
    // One left unanswered by a start that was killed is asked anew: nobody knows its link any more.
    const wanted = answer === null ? "open" : "answered";
    if (existing.some(({ productName, state }) => productName === asked.productName && state === wanted))
      continue;
    const period = { periodStart: `${lastYear}-01-01`, periodEnd: `${lastYear}-12-31` };
    const { token } = await createSupplierRequest(ctx, { ...asked, ...period, operatorId, expiresOn });
    if (answer === null) continue;
    await answerRequest({ ...deps, caller: anyone }, { token, ...period, ...answer });
  }
  const { operatorId: supplierOperatorId } = found(plants, "saltgrove/JA1");
  const [record] = await deps.db
    .select()
    .from(supplierFootprint)
    .where(
      and(
        eq(supplierFootprint.supplierOperatorId, supplierOperatorId),
        eq(supplierFootprint.origin, "credential"),
      ),
    );
  const [factor] = await deps.db
    .select({ id: emissionFactor.id })
    .from(emissionFactor)
    .where(and(eq(emissionFactor.operatorId, operatorId), isNotNull(emissionFactor.supplierFootprintId)));
  // A record is not signed when its period is long over: a demonstration loaded years from now goes without.
  if (record === undefined || supplierOperatorId === operatorId) return;
  const use = { supplierFootprintId: record.id, operatorId, code: "li2co3-supplier" };
  const { id: factorId } = factor ?? (await useAsFactor(ctx, { ...use, revises: null, perKilogram: false }));
  const { id, lock, state } = await ensureOpenDraft(deps, caller, modelIds, openDraft);
  const { lines } = await readDeclaration(ctx, { id });
  if (state !== "draft" || lines.some(({ code }) => code === suppliedLine.code)) return;
  await addLine(ctx, { id, lock, line: { ...suppliedLine, factorId } });
}

/** A notified body and an authority that sign, each with the person who plays its part. */
async function ensureBodies(deps: Deps, users: ReadonlyMap<string, string>): Promise<void> {
  const ctx = { ...deps, caller: program };
  for (const body of bodies) {
    const [existing] = await deps.db
      .select({ id: operator.id })
      .from(operator)
      .where(eq(operator.slug, body.slug));
    const { id: bodyId } = existing ?? (await createOperator(ctx, { ...body, demonstration: true }));
    for (const { email, rolesOfRegistry } of people) {
      if (rolesOfRegistry.includes(body.kind))
        await addBodyMember(ctx, { bodyId, userId: found(users, email) });
    }
  }
}

/** What the notified body of the demonstration says about the first model that was declared. */
async function ensureOpinion(deps: Deps, users: ReadonlyMap<string, string>): Promise<void> {
  const assessor = people.find(({ rolesOfRegistry }) => rolesOfRegistry.includes("notifiedBody"));
  if (assessor === undefined) throw new Error("the demonstration has no notified body");
  const memberships = [{ role: "notifiedBody", operatorId: null }] as const;
  const caller = { userId: found(users, assessor.email), name: assessor.name, memberships };
  const { bodies: own, versions } = await listAssessable({ ...deps, caller });
  const [body] = own;
  // The list is newest first.
  const first = versions.at(-1);
  if (body === undefined || first === undefined || versions.some(({ hasOwn }) => hasOwn)) return;
  await giveOpinion(
    { ...deps, caller },
    {
      ...{ productUrl: first.productUrl, version: first.version, bodyId: body.id },
      outcome: "confirmedWithRemarks",
      remarks:
        "Demonstration: recomputed to the last digit. The activity data were not looked at in a plant.",
    },
  );
}

/** One class rule set in discussion, proposed by the demonstration's authority. */
async function ensureProposal(deps: Deps, users: ReadonlyMap<string, string>): Promise<void> {
  const officer = people.find(({ rolesOfRegistry }) => rolesOfRegistry.includes("authority"));
  if (officer === undefined) throw new Error("the demonstration has no authority");
  const [existing] = await deps.db
    .select({ id: performanceClassRuleSet.id })
    .from(performanceClassRuleSet)
    .where(eq(performanceClassRuleSet.id, demonstrationClasses.id));
  if (existing !== undefined) return;
  const memberships = [{ role: "authority", operatorId: null }] as const;
  const caller = { userId: found(users, officer.email), name: officer.name, memberships };
  await proposeRuleSet({ ...deps, caller }, demonstrationClasses);
}

/** Supplied products by code. */
async function ensureSupplierProducts(
  deps: Deps,
  caller: Caller,
  plants: ReadonlyMap<string, Plant>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { operator: slug, facility: plantCode, ...values } of supplierProducts) {
    const plant = found(plants, `${slug}/${plantCode}`);
    const [existing] = await deps.db
      .select({ id: supplierProduct.id })
      .from(supplierProduct)
      .where(and(eq(supplierProduct.operatorId, plant.operatorId), eq(supplierProduct.code, values.code)));
    const { id } = existing ?? (await createSupplierProduct({ ...deps, caller }, { ...values, ...plant }));
    ids.set(values.code, id);
  }
  return ids;
}

/** The first declaration of a subject, reviewed and released; a model's passport is signed with it. */
async function ensureDeclared(
  deps: Deps,
  { exporter, reviewer }: Actors,
  seed: SeedDeclaration,
  modelIds: ReadonlyMap<string, string>,
  productIds: ReadonlyMap<string, string>,
): Promise<void> {
  const ctx = { ...deps, caller: exporter };
  const { subject, ...draft } = seed;
  const named =
    "gtin" in subject
      ? { modelId: found(modelIds, subject.gtin) }
      : { supplierProductId: found(productIds, subject.supplierProductCode) };
  const [existing] = await deps.db
    .select({
      id: declaration.id,
      state: declaration.state,
      lock: declaration.lock,
      reviewedBy: declaration.reviewedBy,
    })
    .from(declaration)
    .where(
      and(
        named.modelId === undefined
          ? eq(declaration.supplierProductId, named.supplierProductId)
          : eq(declaration.modelId, named.modelId),
        eq(declaration.number, 1),
      ),
    );
  const first = existing ?? { ...(await createDraft(ctx, { ...draft, subject: named })), reviewedBy: null };
  const { id } = first;
  if (first.state !== "draft" && first.state !== "in_review") return;
  const { lock } = first.state === "draft" ? await submitDeclaration(ctx, { id, lock: first.lock }) : first;
  if (first.reviewedBy === null) {
    const second = { ...deps, caller: reviewer };
    const contentDigest = (await readReview(second, { id })).content?.contentDigest ?? "";
    await reviewDeclaration(second, { id, lock, verdict: "approved", contentDigest });
  }
  await releaseDeclaration(ctx, { id, lock });
}

async function ensureItems(deps: Deps, caller: Caller, seed: SeedModel, modelId: string): Promise<void> {
  for (const { placedOnMarketOn, ...item } of seed.items) {
    const [existing] = await deps.db
      .select({ id: batteryItem.id })
      .from(batteryItem)
      .where(and(eq(batteryItem.modelId, modelId), eq(batteryItem.serial, item.serial)));
    if (existing !== undefined) continue;
    const ctx = { ...deps, caller };
    const { productUrl } = await issueItem(ctx, {
      ...{ modelId, ...item, placedOnMarketOn: placedOnMarketOn ?? undefined },
      attributes: itemAttributes(seed),
    });
    const at = { manufacturedOn: item.manufacturedOn, now: ctx.now() };
    await recordReadings(ctx, { readings: demonstrationReadings(productUrl, at), source: "bms" });
  }
}

/** What is changed in a next declaration: one line of it. */
interface SeedChange {
  readonly gtin: string;
  readonly code: string;
  readonly changes: LineChanges;
}

/** One next declaration under way with one changed line, so that the console has something to show. */
async function ensureOpenDraft(
  deps: Deps,
  caller: Caller,
  modelIds: ReadonlyMap<string, string>,
  { gtin, code, changes }: SeedChange,
): Promise<{ readonly id: string; readonly lock: number; readonly state: string }> {
  const ctx = { ...deps, caller };
  const rows = await deps.db
    .select({
      ...{ id: declaration.id, number: declaration.number },
      ...{ lock: declaration.lock, state: declaration.state },
    })
    .from(declaration)
    .where(eq(declaration.modelId, found(modelIds, gtin)));
  const first = rows.find(({ number }) => number === 1);
  if (first === undefined) throw new Error("the demonstration has no declaration to follow");
  const second = rows.find(({ number }) => number === 2) ?? (await startNext(ctx, { id: first.id }));
  if (second.lock > 0) return second;
  return changeLine(ctx, { id: second.id, code, lock: second.lock, changes });
}

/** Says of the open draft what it is there for. */
async function ensureTitled(
  deps: Deps,
  caller: Caller,
  modelIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { id, lock, state } = await ensureOpenDraft(deps, caller, modelIds, openDraft);
  const { title } = openDraft;
  const ctx = { ...deps, caller };
  if (state !== "draft" || (await readDeclaration(ctx, { id })).inventory.title === title) return;
  await changeHeader(ctx, { id, lock, header: { title } });
}

/** One next declaration in review, for the reviewer of the demonstration to look at. */
async function ensureSubmitted(
  deps: Deps,
  caller: Caller,
  modelIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { id, lock, state } = await ensureOpenDraft(deps, caller, modelIds, submittedDraft);
  if (state !== "draft") return;
  await submitDeclaration({ ...deps, caller }, { id, lock, note: submittedDraft.note });
}

/** A new password and new tokens for everybody; the old ones end with it. */
async function renewAccess(deps: Deps, users: ReadonlyMap<string, string>): Promise<DemonstrationAccess> {
  const password = secret(deps);
  const userIds = [...users.values()];
  const hash = await hashPassword(password);
  const tokens = await deps.db.transaction(async (tx) => {
    const ctx = { ...deps, db: tx, caller: program };
    await tx
      .update(account)
      .set({ password: hash, updatedAt: deps.now() })
      .where(and(inArray(account.userId, userIds), eq(account.providerId, "credential")));
    await tx
      .update(apiToken)
      .set({ revokedAt: deps.now() })
      .where(
        and(inArray(apiToken.userId, userIds), eq(apiToken.name, tokenName), isNull(apiToken.revokedAt)),
      );
    const made: Partial<Record<TokenName, string>> = {};
    for (const { token, email } of people) {
      if (token === null) continue;
      made[token] = (await createToken(ctx, { userId: found(users, email), name: tokenName })).token;
    }
    await recordDeed(ctx, tx, {
      action: "demonstration.renewAccess",
      subject: "demonstration",
      operatorId: null,
    });
    return made;
  });
  return {
    password,
    signIns: people.map(({ email, name }) => ({ email, what: name })),
    tokens: allTokens(tokens),
  };
}

function allTokens(made: Partial<Record<TokenName, string>>): Record<TokenName, string> {
  const { exporter, interest, authority, notifiedBody, admin } = made;
  if (
    exporter === undefined ||
    interest === undefined ||
    authority === undefined ||
    notifiedBody === undefined ||
    admin === undefined
  ) {
    throw new Error("the demonstration lacks a token");
  }
  return { exporter, interest, authority, notifiedBody, admin };
}

/** 24 characters of chance. */
function secret({ randomBytes }: Deps): string {
  return Buffer.from(randomBytes(18)).toString("base64url");
}
