import { describe, expect, test } from "vitest";
import { publicRecordPayload } from "./public-record.ts";
import type { PublicRecordInput } from "./public-record.ts";
import { sampleItemSubject, sampleModelSubject } from "./sample-subject.ts";
import { untpContext, untpPayload } from "./untp.ts";

const inputOf = (subject: PublicRecordInput["subject"]): PublicRecordInput => ({
  publicUrl: "https://registry.example",
  operator: { slug: "voltara", name: "Voltara Cells GmbH" },
  credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
  issuedAt: new Date("2026-11-20T12:00:00Z"),
  status: { list: 1, index: 21_330 },
  logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
  version: 2,
  previous: null,
  subject,
});

describe.each([
  ["model", sampleModelSubject],
  ["item", sampleItemSubject],
] as const)("the UNTP projection of a %s", (level, subject) => {
  const projection = untpPayload(inputOf(subject), sampleModelSubject);

  test("has the two types and the two contexts in the order of UNTP, and a name", () => {
    expect(projection.type).toEqual(["DigitalProductPassport", "VerifiableCredential"]);
    expect(projection["@context"].slice(0, 2)).toEqual(["https://www.w3.org/ns/credentials/v2", untpContext]);
    expect(projection.name).not.toBe("");
  });

  test("describes a product with everything that UNTP asks for", () => {
    expect(projection.credentialSubject).toMatchObject({
      ...{
        type: ["Product"],
        id: subject.id,
        idGranularity: level,
        countryOfProduction: { countryCode: "DE" },
      },
    });
    for (const member of ["name", "idScheme", "productCategory", "producedAtFacility"])
      expect(projection.credentialSubject).toHaveProperty(member);
  });

  test("names the same place on the status list as the record, in UNTP's form: an integer, without a size", () => {
    const record = publicRecordPayload(inputOf(subject)).credentialStatus;
    expect(projection.credentialStatus).toEqual({
      id: record.id,
      type: record.type,
      statusPurpose: record.statusPurpose,
      statusListIndex: Number(record.statusListIndex),
      statusListCredential: record.statusListCredential,
    });
  });

  test("is another credential than the record, of the same issuer", () => {
    const record = publicRecordPayload(inputOf(subject));
    expect(projection.id).not.toBe(record.id);
    expect([projection.iss, projection.issuer.id]).toEqual([record.iss, record.iss]);
  });
});
