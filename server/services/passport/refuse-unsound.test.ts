import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import type { RestrictedFacts } from "../../domain/passport/restricted-attributes.ts";
import { factOf, restrictedAt } from "../../domain/passport/restricted-attributes.ts";
import { disclosuresFor, fullRecordPayload, restrictedDigests } from "../../domain/record/full-record.ts";
import { parsePublicJwk } from "../../domain/record/jwk.ts";
import { publicRecordHeader, publicRecordPayload, signingInput } from "../../domain/record/public-record.ts";
import { sampleModelSubject } from "../../domain/record/sample-subject.ts";
import { sdJwtHeader } from "../../domain/record/sd-jwt.ts";
import { untpPayload } from "../../domain/record/untp.ts";
import { testUrl } from "../../test/fixture.ts";
import { signedArtefact } from "./draft-artefacts.ts";
import { refuseUnsound } from "./refuse-unsound.ts";

const now = () => new Date("2026-11-20T12:00:00Z");
const kid = "did:web:localhost%3A3000:op:maker#k";
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const parsed = parsePublicJwk(z.record(z.string(), z.unknown()).parse(publicKey.export({ format: "jwk" })));
if (!parsed.ok) throw new Error("the key is sound");
const key = { kid, publicJwk: parsed.value };
const subject = { ...sampleModelSubject, id: `${testUrl}/01/09520123456788` };
const expected = { operatorSlug: "maker", productUrl: subject.id } as const;

/** A version as it is drafted and signed, of these facts. */
function versionOf(facts: RestrictedFacts, slug = "maker") {
  let drawn = 0;
  const disclosures = disclosuresFor(restrictedAt("model"), "model", facts, () =>
    new Uint8Array(16).fill((drawn += 1)),
  );
  const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
  const input = {
    ...{ publicUrl: testUrl, operator: { slug, name: "Maker" }, subject, issuedAt: now() },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    ...{ status: { list: 1, index: 7 }, logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 1, previous: null },
  };
  const inputs = {
    "vc+jwt": signingInput(publicRecordHeader(kid), publicRecordPayload(input)),
    "dc+sd-jwt": signingInput(
      sdJwtHeader(kid),
      fullRecordPayload(input, restrictedDigests("model", disclosures, sha256)),
    ),
    "untp+vc+jwt": signingInput(publicRecordHeader(kid), untpPayload(input, subject)),
  };
  const artefacts = artefactKinds.map((kind) => {
    const signature = sign("sha256", Buffer.from(inputs[kind]), {
      key: privateKey,
      dsaEncoding: "ieee-p1363",
    });
    return signedArtefact(kind, inputs[kind], new Uint8Array(signature));
  });
  const all = Object.fromEntries(restrictedAt("model").map((one) => [one.id, factOf(one, facts)]));
  return { artefacts, drafted: { disclosures, facts: all } };
}

const artefactKinds = ["vc+jwt", "dc+sd-jwt", "untp+vc+jwt"] as const;
const attribute = restrictedAt("model")[0]?.id ?? "";
const facts: RestrictedFacts = { [attribute]: "LiFePO4" };
const ctx = { publicUrl: testUrl, now };

test("what was signed as it was drafted may be kept", async () => {
  const { artefacts, drafted } = versionOf(facts);
  await expect(refuseUnsound(ctx, key, expected, artefacts, drafted)).resolves.toBeUndefined();
});

test.each(artefactKinds)("a %s with a signature of another text is not kept", async (kind) => {
  const { artefacts, drafted } = versionOf(facts);
  const other =
    artefacts
      .find((artefact) => artefact.kind !== kind)
      ?.body.split(".")
      .at(-1) ?? "";
  const changed = artefacts.map((artefact) =>
    artefact.kind === kind ? { ...artefact, body: artefact.body.replace(/[^.]*$/, other) } : artefact,
  );
  await expect(refuseUnsound(ctx, key, expected, changed, drafted)).rejects.toThrow(
    `(${kind}) does not verify`,
  );
});

test("a version of another product, or in the name of another operator, is not kept, however well it is signed", async () => {
  const { artefacts, drafted } = versionOf(facts);
  const elsewhere = { ...expected, productUrl: `${testUrl}/01/09520123456795` };
  await expect(refuseUnsound(ctx, key, elsewhere, artefacts, drafted)).rejects.toThrow("R_SUBJECT");
  const others = { ...expected, operatorSlug: "other" };
  await expect(refuseUnsound(ctx, key, others, artefacts, drafted)).rejects.toThrow("R_ISSUER");
  const foreign = versionOf(facts, "other");
  await expect(refuseUnsound(ctx, key, expected, foreign.artefacts, foreign.drafted)).rejects.toThrow(
    "R_ISSUER",
  );
});

test("a full record that hides other facts than it was made of is not kept", async () => {
  const { artefacts, drafted } = versionOf(facts);
  for (const other of [{}, { [attribute]: "NMC" }])
    await expect(refuseUnsound(ctx, key, expected, artefacts, { ...drafted, facts: other })).rejects.toThrow(
      "(dc+sd-jwt) does not verify: other facts",
    );
});
