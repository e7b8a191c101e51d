import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import {
  sampleBody,
  sampleBodyKeys,
  sampleOpinionPayload,
  signedOpinion,
} from "../../test/sample-opinion.ts";
import { opinionSchema } from "../record/opinion.ts";
import { verifyRecord } from "./verify-record.ts";

const at = new Date("2026-11-20T13:00:00Z");
const { opinion, credentialSubject: subject } = sampleOpinionPayload;

async function judge(record: string, about?: string) {
  const trust = { keys: sampleBodyKeys.keys, issuer: sampleBody, at };
  const { verdict } = await verifyRecord(
    { record },
    { ...trust, ...(about === undefined ? {} : { about }) },
    webCrypto,
  );
  const { code, evidence, state } = verdict.parts.find(({ part }) => part === "subject") ?? {};
  return { overall: verdict.overall, state, code, member: evidence?.["member"] };
}

describe("an opinion", () => {
  test("that keeps the rules holds, and speaks of exactly its record", async () => {
    expect(await judge(await signedOpinion())).toMatchObject({ overall: "holds", state: "notAsked" });
    expect(await judge(await signedOpinion(), example.vcJwt)).toMatchObject({
      ...{ overall: "holds", state: "ok" },
    });
  });

  test("meets its published schema", () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(opinionSchema, sampleOpinionPayload)).toBe(true);
    expect(ajv.validate(opinionSchema, { ...sampleOpinionPayload, credentialStatus: {} })).toBe(false);
  });

  test.each([
    ["type", { passport: { version: 2 } }],
    ["type", { type: [...sampleOpinionPayload.type, "BatteryPassportCredential"] }],
    ["type", { credentialStatus: statusEntry() }],
    ["opinion", { opinion: "version 2" }],
    ["logOrigin", bound({ logOrigin: "" })],
    ["logSubject", bound({ logSubject: "short" })],
    ["version", bound({ version: 0 })],
    ["version", bound({ version: "2" })],
    ["artefacts", bound({ artefacts: [] })],
    ["artefacts", bound({ artefacts: opinion.artefacts.filter(({ form }) => form !== "vc+jwt") })],
    ["artefacts", bound({ artefacts: [...opinion.artefacts, ...opinion.artefacts] })],
    ["artefacts", bound({ artefacts: [{ form: "vc+jwt", digest: "x" }] })],
    ["artefacts", bound({ artefacts: [...opinion.artefacts, { form: "pdf", digest: "a".repeat(43) }] })],
    ["previous", bound({ previous: "earlier" })],
    ["type", said({ type: "Battery" })],
    ["declarationNumber", said({ declarationNumber: 1.5 })],
    ["requestDigest", said({ requestDigest: "x" })],
    ["outcome", said({ outcome: "approved" })],
    ["remarks", said({ outcome: "notConfirmed" })],
    ["remarks", said({ remarks: "" })],
    ["recomputation", said({ recomputation: undefined })],
    ["recomputation", recomputed({ agreement: "figuresSame" })],
    ["recomputation", recomputed({ resultDigest: "z".repeat(43) })],
    ["recomputation", recomputed({ kgCO2ePerKWh: "a lot" })],
    ["recomputation", recomputed({ at: "yesterday" })],
  ])("with a malformed %s is refused: %j", async (member, members) => {
    expect(await judge(await signedOpinion(members))).toMatchObject({
      ...{ overall: "wrong", code: "R_OPINION_MEMBER", member },
    });
  });

  test("on another version, on another record, or contradicting its record is refused for it", async () => {
    const good = await signedOpinion();
    expect((await judge(good, example.vcJwtV1)).code).toBe("R_OPINION_VERSION");
    expect((await judge(good, example.statusListVc)).code).toBe("R_OPINION_RECORD");
    expect((await judge(good, `${example.vcJwt.slice(0, -4)}AAAA`)).code).toBe("R_OPINION_RECORD");
    expect(await judge(await signedOpinion(bound({ version: 3 })), example.vcJwt)).toMatchObject({
      ...{ code: "R_OPINION_MEMBER", member: "version" },
    });
    expect(
      await judge(await signedOpinion(said({ id: "https://x.example/1" })), example.vcJwt),
    ).toMatchObject({
      ...{ code: "R_OPINION_MEMBER", member: "id" },
    });
  });

  test("is what has to be given where one is asked for", async () => {
    const { verdict } = await verifyRecord(
      { record: example.vcJwt },
      { keys: example.jwks.keys, at, about: example.vcJwt },
      webCrypto,
    );
    expect(verdict.parts.find(({ part }) => part === "subject")?.code).toBe("R_OPINION_KIND");
  });
});

function bound(members: object) {
  return { opinion: { ...opinion, ...members } };
}

function said(members: object) {
  return { credentialSubject: { ...subject, ...members } };
}

function recomputed(members: object) {
  return said({ recomputation: { ...subject.recomputation, ...members } });
}

function statusEntry() {
  const list = "https://registry.example/op/plumbline/status/1";
  return {
    ...{ id: `${list}#1`, type: "BitstringStatusListEntry", statusPurpose: "revocation" },
    ...{ statusListIndex: "1", statusSize: 1, statusListCredential: list },
  };
}
