import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent, membership } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { findCaller } from "../account/find-caller.ts";
import { me } from "../account/me.ts";
import { readEvidence } from "../document/read-evidence.ts";
import { uploadEvidence } from "../document/upload-evidence.ts";
import { addKey } from "../key/add.ts";
import { readModel } from "../model/read.ts";
import { reviseModel } from "../model/revise.ts";
import { issueItem } from "../passport/issue-item.ts";
import { grantDelegation } from "./grant-delegation.ts";
import { listDelegations } from "./list-delegations.ts";
import { offerTransfer } from "./offer-transfer.ts";
import { revokeDelegation } from "./revoke-delegation.ts";

let database: TestDatabase;
let registry: Fixture;
let maker: TestOperator;
let agent: TestOperator;
let modelId: string;
let documentId: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  maker = await registry.operator("maker");
  agent = await registry.operator("agent");
  // The fixture's people hold their roles in memory only; whoever signs in has them in the database.
  for (const operator of [maker, agent])
    for (const role of ["author", "reviewer", "signer"] as const)
      await database.db.insert(membership).values({
        id: crypto.randomUUID(),
        userId: operator[role].caller.userId ?? "",
        operatorId: operator.id,
        role,
      });
  const { model, draft } = await declaredModel(maker);
  await releaseReviewed(maker, draft);
  modelId = model.id;
  ({ id: documentId } = await uploadEvidence(maker.signer, {
    ...{ operatorId: maker.id, title: "Authority", language: "en" },
    bytes: new Uint8Array(Buffer.from("%PDF-1.7\nauthority\n%%EOF\n")),
  }));
});
afterAll(() => database.end());

/** Who signs in as this person now, as the program finds them with every request. */
async function signedIn({ caller }: Context): Promise<Context> {
  const person = { id: caller.userId ?? "", name: caller.name ?? "" };
  return registry.as(await findCaller(database.db, person, registry.keeper.now()));
}

const grant = (changes: Partial<Parameters<typeof grantDelegation>[1]> = {}) =>
  grantDelegation(maker.signer, {
    ...{ operatorId: maker.id, delegateId: agent.id, roles: ["author"], documentId },
    ...{ startsOn: "2026-11-20", endsOn: "2026-12-31", ...changes },
  });
const revise = async (person: Context) =>
  reviseModel(await signedIn(person), { id: modelId, name: "Renamed" });

describe("BATT-Art77(4): authority in writing", () => {
  test("needs a document of who gives it, roles of an operator, and days in order", async () => {
    expect(await problemsFrom(grant({ roles: ["author", "keeper"] }))).toEqual(["E_DELEGATION_ROLES roles"]);
    expect(await problemsFrom(grant({ roles: [] }))).toEqual(["E_DELEGATION_ROLES roles"]);
    expect(await problemsFrom(grant({ delegateId: maker.id }))).toEqual(["E_TRANSFER_SELF delegateId"]);
    expect(await problemsFrom(grant({ endsOn: "2026-11-19", startsOn: "2026-11-01" }))).toEqual([
      "E_DATE_PAST endsOn",
    ]);
    expect(await problemsFrom(grant({ startsOn: "2027-01-01" }))).toEqual(["E_DATE_ORDER endsOn"]);
    const { id: foreign } = await uploadEvidence(agent.author, {
      ...{ operatorId: agent.id, title: "Not theirs", language: "en" },
      bytes: new Uint8Array(Buffer.from("%PDF-1.7\nforeign\n%%EOF\n")),
    });
    expect((await refusalFrom(grant({ documentId: foreign }))).code).toBe("DOCUMENT_NOT_FOUND");
  });

  test("lets the delegate's people act with the given roles from the first day to the last", async () => {
    expect((await refusalFrom(revise(agent.author))).code).toBe("NOT_ALLOWED");
    const { id } = await grant({ startsOn: "2026-11-22", endsOn: "2026-11-23" });
    expect((await refusalFrom(revise(agent.author))).code).toBe("NOT_ALLOWED");
    registry.setTime("2026-11-22T00:00:00Z");
    await revise(agent.author);
    expect((await readModel(maker.author, { id: modelId })).name).toBe("Renamed");
    // Only the roles that were given: the agent's signer signs nothing here, its reviewer reviews nothing.
    const item = { modelId, serial: "X", manufacturedOn: "2026-10" };
    expect((await refusalFrom(issueItem(await signedIn(agent.signer), item))).code).toBe("NOT_ALLOWED");
    expect((await me(await signedIn(agent.author)))?.memberships).toMatchObject([
      { role: "author", operatorSlug: "agent" },
      { role: "author", operatorSlug: "maker", delegationId: id },
    ]);
    registry.setTime("2026-11-24T00:00:00Z");
    expect((await refusalFrom(revise(agent.author))).code).toBe("NOT_ALLOWED");
    registry.setTime("2026-11-20T12:00:00Z");
  });

  test("ends at once when it is revoked, once", async () => {
    const { id } = await grant();
    await revise(agent.author);
    expect((await refusalFrom(revokeDelegation(agent.signer, { id }))).code).toBe("NOT_ALLOWED");
    await revokeDelegation(maker.signer, { id });
    expect((await refusalFrom(revise(agent.author))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(revokeDelegation(maker.signer, { id }))).code).toBe("DELEGATION_OVER");
    expect(await listDelegations(agent.author)).toContainEqual(
      expect.objectContaining({ id, state: "revoked" }),
    );
  });

  test("is never given on, and gives nobody the operator's keys or its responsibility, not even a signer", async () => {
    const { id } = await grant({ roles: ["author", "reviewer", "signer"] });
    const delegate = await signedIn(agent.signer);
    await issueItem(delegate, { modelId, serial: "BY-AGENT", manufacturedOn: "2026-10" });
    const third = await registry.operator("third");
    const onward = grantDelegation(delegate, {
      ...{ operatorId: maker.id, delegateId: third.id, roles: ["author"], documentId },
      ...{ startsOn: "2026-11-20", endsOn: "2026-12-31" },
    });
    expect((await refusalFrom(onward)).code).toBe("NOT_ALLOWED");
    const away = offerTransfer(delegate, {
      ...{ fromOperatorId: maker.id, toOperatorId: agent.id, kind: "handOver", productUrls: [] },
    });
    expect((await refusalFrom(away)).code).toBe("NOT_ALLOWED");
    const key = addKey(delegate, { operatorId: maker.id, signer: "process" });
    expect((await refusalFrom(key)).code).toBe("NOT_ALLOWED");
    await revokeDelegation(maker.signer, { id });
  });

  test("is named with every deed done by it", async () => {
    const { id } = await grant();
    const before = await database.db.$count(auditEvent);
    await revise(agent.author);
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.actorId, agent.author.caller.userId ?? ""));
    expect(await database.db.$count(auditEvent)).toBeGreaterThan(before);
    expect(deeds.at(-1)).toMatchObject({ operatorId: maker.id, detail: { delegationId: id } });
    await revise(maker.author);
    const [own] = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.actorId, maker.author.caller.userId ?? ""))
      .orderBy(auditEvent.id)
      .then((rows) => rows.slice(-1));
    expect(own?.detail["delegationId"]).toBeUndefined();
    await revokeDelegation(maker.signer, { id });
  });

  test("is read by both parties, and by nobody else", async () => {
    await grant();
    expect((await readEvidence(agent.author, { id: documentId })).title).toBe("Authority");
    expect((await readEvidence(maker.reviewer, { id: documentId })).title).toBe("Authority");
    const stranger = await registry.operator("stranger");
    expect((await refusalFrom(readEvidence(stranger.author, { id: documentId }))).code).toBe("NOT_ALLOWED");
    expect(await listDelegations(stranger.author)).toEqual([]);
  });
});
