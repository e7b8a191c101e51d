import { sign } from "node:crypto";
import { and, asc, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  artefact,
  auditEvent,
  batteryBatch,
  bodyMember,
  logEntry,
  operatorKey,
  passport,
  passportVersion,
  pendingSignature,
  statusListVersion,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { didOf } from "../../domain/record/did.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { newId } from "../new-id.ts";
import { sealDraft } from "./stored.ts";
import {
  approve,
  declaredModel,
  fixture,
  operatorCalled,
  releaseReviewed,
  testUrl,
} from "../../test/fixture.ts";
import type { OwnKey } from "../../test/own-key.ts";
import { ownKey } from "../../test/own-key.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { releaseDeclaration } from "../footprint/release.ts";
import { addKey } from "../key/add.ts";
import { retireKey } from "../key/retire.ts";
import { surveyKeys } from "../key/survey.ts";
import { createOperator } from "../operator/create.ts";
import { readKeys } from "../operator/read-keys.ts";
import { giveOpinion } from "../opinion/give.ts";
import { readPassport } from "../passport/read.ts";
import { stateItem } from "../item/state.ts";
import { issueItem } from "../passport/issue-item.ts";
import { reissueVersion } from "../passport/reissue-version.ts";
import { actOnSale } from "../status/act-on-sale.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { discardSignature } from "./discard.ts";
import { enterSignature } from "./enter.ts";
import type { SigningOrder } from "./order.ts";
import { prepareSignature } from "./prepare.ts";
import { readSignature } from "./read.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
beforeEach(() => registry.setTime("2026-11-20T12:00:00Z"));
afterAll(() => database.end());

let operators = 0;

/** An operator with a released model that signs with its own key from now on. */
async function signingOutside(kind: "P-256" | "Ed25519" = "P-256") {
  operators += 1;
  const slug = `outside-${String(operators)}`;
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const key = await bring(operator, kind);
  const item = (serial: string): Extract<SigningOrder, { readonly purpose: "item" }> => ({
    ...{ purpose: "item", modelId: model.id, serial, manufacturedOn: "2026-10" },
  });
  return { operator, model, key, item };
}

async function bring(operator: TestOperator, kind: "P-256" | "Ed25519" = "P-256"): Promise<OwnKey> {
  const key = ownKey(testUrl, operator.slug, kind);
  await addKey(operator.signer, {
    ...{ operatorId: operator.id, signer: "upload", jwk: JSON.stringify(key.jwk) },
    proof: key.proof(operator.signer.now()),
  });
  return key;
}

async function textsOf({ signer }: TestOperator, id: string): Promise<readonly string[]> {
  return (await readSignature(signer, { id })).inputs.map(({ input }) => input);
}

/** Signs everything that waits under `id` with a key and brings it. */
async function signAndEnter(operator: TestOperator, key: OwnKey, id: string) {
  const signatures = (await textsOf(operator, id)).map((text) => key.sign(text).toString("base64url"));
  return enterSignature(operator.signer, { id, signatures });
}

async function newest(productUrl: string) {
  const [found] = await database.db
    .select({ version: passportVersion, body: artefact.body })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passportVersion.passportId),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .where(eq(passport.productUrl, productUrl))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  return found;
}

async function counts(): Promise<readonly number[]> {
  return [
    await database.db.$count(passport),
    await database.db.$count(passportVersion),
    await database.db.$count(logEntry),
  ];
}

describe.each(["P-256", "Ed25519"] as const)("what is signed outside with a %s key", (kind) => {
  test("is entered like what is signed here, and verifies like it", async () => {
    const { operator, key, item } = await signingOutside(kind);
    registry.setTime("2026-11-20T13:00:00Z");
    const { id, kid, count } = await prepareSignature(operator.signer, item("A1"));
    expect([kid, count > 0]).toEqual([key.kid, true]);
    registry.setTime("2026-11-20T15:00:00Z");
    const { path, isPending } = await signAndEnter(operator, key, id);
    expect(isPending).toBe(false);
    const made = await newest(`${testUrl}${path ?? ""}`);
    expect(made?.version).toMatchObject({ kid: key.kid, issuedAt: new Date("2026-11-20T13:00:00Z") });
    const { jwks } = await readKeys(registry.keeper, { slug: operator.slug });
    const { verdict } = await verifyRecord(
      { record: made?.body ?? "" },
      {
        ...{ keys: jwks.keys, issuer: didOf(testUrl, operator.slug), subject: `${testUrl}${path ?? ""}` },
        at: operator.signer.now(),
      },
      webCrypto,
    );
    const states = verdict.parts.map(({ part, state }) => `${part} ${state}`);
    expect(states).toEqual(expect.arrayContaining(["signature ok", "issuer ok", "subject ok"]));
  });
});

describe("an operator that signs outside", () => {
  test("makes a batch, then a battery of it, then the battery's next version", async () => {
    const { operator, key, model, item } = await signingOutside();
    const signed = async (order: SigningOrder) => {
      const { id } = await prepareSignature(operator.signer, order);
      return signAndEnter(operator, key, id);
    };
    await signed({ purpose: "batch", modelId: model.id, number: "B1" });
    const { path } = await signed({ ...item("A1"), batchNumber: "B1" });
    const productUrl = `${testUrl}${path ?? ""}`;
    await stateItem(operator.author, { productUrl, values: { powerFade: "1" } });
    await signed({ purpose: "itemRenewal", productUrl, reason: "measured" });
    expect((await newest(productUrl))?.version).toMatchObject({ version: 2, kid: key.kid });
  });

  test("makes a battery and the batch it is the first of in one go", async () => {
    const { operator, key, model, item } = await signingOutside();
    const { id, count } = await prepareSignature(operator.signer, { ...item("A1"), batchNumber: "B1" });
    expect(count).toBe(6);
    const { path } = await signAndEnter(operator, key, id);
    const [batch] = await database.db.select().from(batteryBatch).where(eq(batteryBatch.modelId, model.id));
    for (const of of [`${testUrl}${path ?? ""}`, batch?.productUrl ?? ""])
      expect((await newest(of))?.version).toMatchObject({ version: 1, kid: key.kid });
  });

  test("prepares without leaving a trace of what is prepared", async () => {
    const { operator, item } = await signingOutside();
    const before = await counts();
    const { id } = await prepareSignature(operator.signer, item("A1"));
    expect(await counts()).toEqual(before);
    const [row] = await database.db.select().from(pendingSignature).where(eq(pendingSignature.id, id));
    const [text = ""] = await textsOf(operator, id);
    expect(Buffer.from(row?.draft ?? "", "base64").toString("latin1")).not.toContain(text.slice(0, 40));
  });

  test("is told so wherever the registry would have signed for it", async () => {
    const { operator, model } = await signingOutside();
    const direct = issueItem(operator.signer, { modelId: model.id, serial: "A1", manufacturedOn: "2026-10" });
    expect((await refusalFrom(direct)).code).toBe("SIGNED_OUTSIDE");
  });

  test("is not signed for with an older key of the registry's that is still active", async () => {
    const { operator, model, key } = await signingOutside();
    const active = await database.db
      .select({ kid: operatorKey.kid })
      .from(operatorKey)
      .where(
        and(
          eq(operatorKey.operatorId, operator.id),
          eq(operatorKey.use, "passport"),
          eq(operatorKey.state, "active"),
        ),
      );
    expect(active).toHaveLength(2);
    const direct = issueItem(operator.signer, { modelId: model.id, serial: "A1", manufacturedOn: "2026-10" });
    expect((await refusalFrom(direct)).code).toBe("SIGNED_OUTSIDE");
    const { keys, signsOutside } = await surveyKeys(operator.author, { operatorId: operator.id });
    expect([signsOutside, keys.find(({ isNext, use }) => isNext && use === "passport")?.kid]).toEqual([
      true,
      key.kid,
    ]);
  });

  test("releases a declaration: frozen, signed and published when the signatures arrive", async () => {
    const operator = await registry.operator("releases");
    const { model, draft } = await declaredModel(operator);
    const key = await bring(operator);
    const at = await approve(operator, draft);
    expect((await refusalFrom(releaseDeclaration(operator.signer, at))).code).toBe("SIGNED_OUTSIDE");
    const { id } = await prepareSignature(operator.signer, { purpose: "release", ...at });
    await signAndEnter(operator, key, id);
    expect((await newest(model.productUrl))?.version).toMatchObject({ version: 1, kid: key.kid });
    expect((await refusalFrom(releaseDeclaration(operator.signer, at))).code).toBe("NOT_A_DRAFT");
  });

  test("keeps its status lists signed by its key for lists, without being asked", async () => {
    const { operator, key, item } = await signingOutside();
    const { id } = await prepareSignature(operator.signer, item("A1"));
    const { path } = await signAndEnter(operator, key, id);
    await revokeVersion(operator.signer, {
      productUrl: `${testUrl}${path ?? ""}`,
      version: 1,
      reason: "wrongData",
    });
    const [list] = await database.db
      .select()
      .from(statusListVersion)
      .where(eq(statusListVersion.operatorId, operator.id))
      .orderBy(desc(statusListVersion.seq))
      .limit(1);
    const header = Buffer.from(list?.bitstring.split(".")[0] ?? "", "base64url").toString("utf8");
    const [forLists] = await database.db
      .select()
      .from(operatorKey)
      .where(and(eq(operatorKey.operatorId, operator.id), eq(operatorKey.use, "status")));
    expect(JSON.parse(header)).toMatchObject({ kid: forLists?.kid });
  });

  test("brings signatures as OpenSSL writes them, as base64url, or as the whole JWS", async () => {
    const { operator, key, item } = await signingOutside();
    const forms: readonly ((text: string) => string)[] = [
      (text) => sign("sha256", Buffer.from(text), key.privateKey).toString("base64"),
      (text) => `${key.sign(text).toString("base64url")}\n`,
      (text) => `${text}.${key.sign(text).toString("base64url")}`,
    ];
    for (const [place, form] of forms.entries()) {
      const { id } = await prepareSignature(operator.signer, item(`F${String(place)}`));
      const signatures = (await textsOf(operator, id)).map(form);
      expect(await enterSignature(operator.signer, { id, signatures })).toMatchObject({ isPending: false });
    }
  });

  test("gets a file that says what to sign, with its digest and a command", async () => {
    const { operator, item } = await signingOutside();
    const { id } = await prepareSignature(operator.signer, item("A1"));
    const file = await readSignature(operator.signer, { id });
    expect(file).toMatchObject({
      format: "cellproof-signing/1",
      alg: "ES256",
      expiresAt: "2026-11-21T12:00:00.000Z",
    });
    expect(file.inputs[0]?.typ).toBe("vc+jwt");
    expect(file.inputs[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(file.inputs[0]?.command).toContain("openssl dgst -sha256 -sign");
  });

  test("writes who prepared and who entered into the record of deeds, at the moment each was done", async () => {
    const { operator, key, item } = await signingOutside();
    const { id } = await prepareSignature(operator.signer, item("A1"));
    registry.setTime("2026-11-20T18:00:00Z");
    await signAndEnter(operator, key, id);
    const deeds = await database.db
      .select({ action: auditEvent.action, at: auditEvent.at })
      .from(auditEvent)
      .where(eq(auditEvent.subject, id))
      .orderBy(asc(auditEvent.at));
    expect(deeds).toEqual([
      { action: "signature.prepare", at: new Date("2026-11-20T12:00:00Z") },
      { action: "signature.enter", at: new Date("2026-11-20T18:00:00Z") },
    ]);
  });
});

describe("signatures that do not fit are refused and the draft stays", () => {
  test("of another key, of another text, too many, none", async () => {
    const { operator, key, item } = await signingOutside();
    const { id } = await prepareSignature(operator.signer, item("A1"));
    const texts = await textsOf(operator, id);
    const other = ownKey(testUrl, operator.slug);
    const good = texts.map((text) => key.sign(text).toString("base64url"));
    const enter = (...signatures: readonly string[]) =>
      problemsFrom(enterSignature(operator.signer, { id, signatures }));
    const rest = good.slice(1);
    expect(await enter(other.sign(texts[0] ?? "").toString("base64url"), ...rest)).toEqual([
      "E_SIGNATURE_WRONG signatures.0",
    ]);
    expect(await enter(`eyJ9.e30.${good[0] ?? ""}`, ...rest)).toEqual(["E_SIGNATURE_TEXT signatures.0"]);
    expect(await enter("AAAA", ...rest)).toEqual(["E_SIGNATURE_FORM signatures.0"]);
    expect(await enter("%%%%", ...rest)).toEqual(["E_SIGNATURE_FORM signatures.0"]);
    expect(await enter(...good, "AAAA")).toEqual(["E_SIGNATURE_COUNT signatures"]);
    expect(await enter()).toEqual(texts.map((_, place) => `E_REQUIRED signatures.${String(place)}`));
    await enterSignature(operator.signer, { id, signatures: good });
  });

  test("half a set, and a set in another order", async () => {
    const { operator, key, item } = await signingOutside();
    const { signer } = operator;
    const id = newId(signer);
    const inputs = ["e30.eyJhIjoxfQ", "e30.eyJhIjoyfQ"];
    const draft = sealDraft(signer, id, {
      order: item("A1"),
      issuedAt: "2026-11-20T12:00:00Z",
      chance: "",
      inputs,
    });
    await database.db.insert(pendingSignature).values({
      ...{ id, operatorId: operator.id, kid: key.kid, purpose: "item", draft, basisDigest: "x" },
      createdAt: signer.now(),
    });
    const [first = "", second = ""] = inputs.map((text) => key.sign(text).toString("base64url"));
    const enter = (...signatures: readonly string[]) =>
      problemsFrom(enterSignature(signer, { id, signatures }));
    expect(await enter(first)).toEqual(["E_REQUIRED signatures.1"]);
    expect(await enter("", second)).toEqual(["E_REQUIRED signatures.0"]);
    expect(await enter(second, first)).toEqual([
      "E_SIGNATURE_ORDER signatures.0",
      "E_SIGNATURE_ORDER signatures.1",
    ]);
  });
});

describe("what was prepared is dropped, and nothing is entered,", () => {
  /** A draft of an item, and what happens when its good signatures arrive. */
  async function prepared() {
    const made = await signingOutside();
    const { operator, key, item } = made;
    const { id } = await prepareSignature(operator.signer, item("A1"));
    const signatures = (await textsOf(operator, id)).map((text) => key.sign(text).toString("base64url"));
    const codes = async () => {
      const before = await counts();
      const { code } = await refusalFrom(enterSignature(operator.signer, { id, signatures }));
      expect(await counts()).toEqual(before);
      const again = await refusalFrom(enterSignature(operator.signer, { id, signatures }));
      return [code, again.code];
    };
    return { ...made, id, signatures, codes };
  }

  test("when another key signs since", async () => {
    const { operator, codes } = await prepared();
    await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
    expect(await codes()).toEqual(["SIGNATURE_STALE", "SIGNATURE_NOT_FOUND"]);
  });

  test("when its key was retired since", async () => {
    const { operator, key, codes } = await prepared();
    await retireKey(operator.signer, { kid: key.kid });
    expect(await codes()).toEqual(["SIGNATURE_STALE", "SIGNATURE_NOT_FOUND"]);
  });

  test("when the serial was taken since", async () => {
    const { operator, key, item, codes } = await prepared();
    const { id: first } = await prepareSignature(operator.signer, item("A1"));
    await signAndEnter(operator, key, first);
    expect((await codes())[1]).toBe("SIGNATURE_NOT_FOUND");
  });

  test("when the version before it was withdrawn or replaced since", async () => {
    const { operator, model } = await signingOutside();
    const first = ownKey(testUrl, operator.slug);
    await addKey(operator.signer, {
      ...{ operatorId: operator.id, signer: "upload", jwk: JSON.stringify(first.jwk) },
      proof: first.proof(operator.signer.now()),
    });
    const former = (await newest(model.productUrl))?.version.kid ?? "";
    await retireKey(operator.signer, { kid: former });
    const order = { purpose: "reissue", productUrl: model.productUrl } as const;
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map(() => prepareSignature(operator.signer, order)),
    );
    await signAndEnter(operator, first, one?.id ?? "");
    expect((await refusalFrom(signAndEnter(operator, first, two?.id ?? ""))).code).toBe("SIGNATURE_STALE");
    await revokeVersion(operator.signer, { productUrl: model.productUrl, version: 2, reason: "wrongData" });
    expect((await refusalFrom(signAndEnter(operator, first, three?.id ?? ""))).code).toBe("SIGNATURE_STALE");
  });

  test("when it is older than a day", async () => {
    const { codes } = await prepared();
    registry.setTime("2026-11-21T12:00:01Z");
    expect(await codes()).toEqual(["SIGNATURE_EXPIRED", "SIGNATURE_NOT_FOUND"]);
  });

  test("when it was given up", async () => {
    const { operator, id, codes } = await prepared();
    await discardSignature(operator.signer, { id });
    expect(await codes()).toEqual(["SIGNATURE_NOT_FOUND", "SIGNATURE_NOT_FOUND"]);
  });

  test("and of two who bring the same signatures at once one enters them", async () => {
    const { operator, id, signatures } = await prepared();
    const before = (await counts())[1] ?? 0;
    const ends = await Promise.allSettled(
      [1, 2].map(() => enterSignature(operator.signer, { id, signatures })),
    );
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await counts())[1]).toBe(before + 1);
  });
});

describe("only a signer of the operator", () => {
  test("prepares, reads, enters or gives up what is signed outside", async () => {
    const { operator, item } = await signingOutside();
    const { id } = await prepareSignature(operator.signer, item("A1"));
    const stranger = await registry.operator(`${operator.slug}-rival`);
    const keeper = registry.as({ ...registry.keeper.caller, userId: "keeper" });
    for (const ctx of [operator.author, operator.reviewer, stranger.signer, keeper]) {
      const tries = [
        prepareSignature(ctx, item("A2")),
        readSignature(ctx, { id }),
        enterSignature(ctx, { id, signatures: [] }),
        discardSignature(ctx, { id }),
      ];
      for (const tried of await Promise.all(tries.map(refusalFrom))) expect(tried.code).toBe("NOT_ALLOWED");
    }
  });

  test("and nobody prepares what the registry signs itself", async () => {
    const operator = await registry.operator("inside");
    const { model, draft } = await declaredModel(operator);
    await releaseReviewed(operator, draft);
    const before = await counts();
    const order = { purpose: "item", modelId: model.id, serial: "A1", manufacturedOn: "2026-10" } as const;
    expect((await refusalFrom(prepareSignature(operator.signer, order))).code).toBe("SIGNED_HERE");
    expect(await counts()).toEqual(before);
    const anew = reissueVersion(operator.signer, { productUrl: model.productUrl });
    expect((await refusalFrom(anew)).code).toBe("NOTHING_CHANGED");
  });
});

describe("a body that signs outside", () => {
  async function bodyOutside(slug: string, kind: "notifiedBody" | "authority", alg: "P-256" | "Ed25519") {
    const { id } = await createOperator(registry.keeper, { ...operatorCalled(slug), kind });
    const role = { role: kind, operatorId: null } as const;
    const person = registry.as(await registry.person(slug, role));
    const other = registry.as(await registry.person(`${slug}-other`, role));
    await database.db.insert(bodyMember).values({ userId: person.caller.userId ?? "", bodyId: id });
    const key = ownKey(testUrl, slug, alg);
    await addKey(registry.keeper, {
      ...{ operatorId: id, signer: "upload", jwk: JSON.stringify(key.jwk) },
      proof: key.proof(registry.keeper.now()),
    });
    const operator = await registry.operator(`of-${slug}`);
    const { model, draft } = await declaredModel(operator);
    await releaseReviewed(operator, draft);
    return { id, slug, person, other, key, operator, productUrl: model.productUrl };
  }

  async function signed(made: Awaited<ReturnType<typeof bodyOutside>>, order: SigningOrder) {
    const prepared = await prepareSignature(made.person, order);
    registry.setTime("2026-11-20T14:00:00Z");
    const { inputs } = await readSignature(made.person, prepared);
    const signatures = inputs.map(({ input }) => made.key.sign(input).toString("base64url"));
    const enter = (ctx: typeof made.person) => enterSignature(ctx, { id: prepared.id, signatures });
    return { ...prepared, enter };
  }

  test.each(["P-256", "Ed25519"] as const)(
    "gives an opinion with its own %s key, which holds like one that is signed here",
    async (alg) => {
      const made = await bodyOutside(`own-body-${alg.toLowerCase()}`, "notifiedBody", alg);
      const said = { productUrl: made.productUrl, version: 1, bodyId: made.id, outcome: "confirmed" };
      expect((await refusalFrom(giveOpinion(made.person, said))).code).toBe("SIGNED_OUTSIDE");
      const waiting = await signed(made, { purpose: "opinion", ...said });
      expect(waiting).toMatchObject({ kid: made.key.kid, count: 1 });
      expect((await readPassport(registry.keeper, made)).assessment.opinions).toEqual([]);
      const { path, isPending } = await waiting.enter(made.person);
      expect(isPending).toBe(false);
      const { opinions } = (await readPassport(registry.keeper, made)).assessment;
      expect(opinions).toMatchObject([
        { path, outcome: "confirmed", issuedAt: "2026-11-20T12:00:00.000Z", verdict: { overall: "holds" } },
      ]);
    },
  );

  test("stops a sale and ends that with its own key", async () => {
    const made = await bodyOutside("own-authority", "authority", "P-256");
    const said = { productUrl: made.productUrl, authorityId: made.id };
    const stop = { ...said, action: "suspend", reason: "risk" } as const;
    expect((await refusalFrom(actOnSale(made.person, stop))).code).toBe("SIGNED_OUTSIDE");
    await (await signed(made, { purpose: "sale", ...stop })).enter(made.person);
    expect((await readPassport(registry.keeper, made)).saleStop).toMatchObject({ reason: "risk" });
    const lift = { ...said, action: "lift", reason: "resolved" } as const;
    await (await signed(made, { purpose: "sale", ...lift })).enter(made.person);
    expect((await readPassport(registry.keeper, made)).saleStop).toBeNull();
  });

  test("is signed for by nobody the keeper has not named for it, nor by the operator it assesses", async () => {
    const made = await bodyOutside("guarded-body", "notifiedBody", "P-256");
    const said = { productUrl: made.productUrl, version: 1, bodyId: made.id, outcome: "confirmed" };
    const order = { purpose: "opinion", ...said } as const;
    for (const ctx of [made.other, made.operator.signer])
      expect((await refusalFrom(prepareSignature(ctx, order))).code).toBe("NOT_ALLOWED");
    const waiting = await signed(made, order);
    for (const ctx of [made.other, made.operator.signer]) {
      expect((await refusalFrom(readSignature(ctx, waiting))).code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(waiting.enter(ctx))).code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(discardSignature(ctx, waiting))).code).toBe("NOT_ALLOWED");
    }
    expect((await waiting.enter(made.person)).isPending).toBe(false);
  });

  test("signs nothing about a version that was withdrawn while it signed", async () => {
    const made = await bodyOutside("slow-body", "notifiedBody", "P-256");
    const said = { productUrl: made.productUrl, version: 1, bodyId: made.id, outcome: "confirmed" };
    const waiting = await signed(made, { purpose: "opinion", ...said });
    const { productUrl } = made;
    await revokeVersion(made.operator.signer, { productUrl, version: 1, reason: "wrongData" });
    expect((await refusalFrom(waiting.enter(made.person))).code).toBe("VERSION_WITHDRAWN");
    expect((await refusalFrom(waiting.enter(made.person))).code).toBe("SIGNATURE_NOT_FOUND");
  });
});
