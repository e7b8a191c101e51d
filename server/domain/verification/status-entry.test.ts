import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isProjection, readStatusEntry } from "./status-entry.ts";

const list = "https://registry.example/op/voltara/status/1";
const entry = {
  id: `${list}#7`,
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: "7",
  statusSize: 1,
  statusListCredential: list,
};
const status = { status_list: { idx: 7, uri: `${list}/tsl` } };
const without = (name: string): JsonObject =>
  Object.fromEntries(Object.entries(entry).filter(([member]) => member !== name));

function read(payload: JsonObject) {
  const found = readStatusEntry(payload);
  return found.ok ? found.value : found.problems.map(({ code }) => code).join();
}

describe("the status entry of a record", () => {
  const place = { list, tokenList: `${list}/tsl`, index: "7", purpose: "revocation" };

  test("is its place on both lists; id and size may be missing, and so may the claim", () => {
    expect(read({ credentialStatus: entry, status })).toEqual(place);
    for (const spared of ["id", "statusSize"])
      expect(read({ credentialStatus: without(spared) })).toEqual(place);
    const elsewhere = { status_list: { idx: 7, uri: "https://registry.example/lists/1" } };
    expect(read({ credentialStatus: entry, status: elsewhere })).toEqual({
      ...place,
      tokenList: "https://registry.example/lists/1",
    });
  });

  test("may be missing whole, but not with a claim beside it", () => {
    expect(read({})).toBeNull();
    expect(read({ status })).toBe("R_STATUS_ENTRY");
  });

  test.each<[string, JsonValue]>([
    ["null", null],
    ["a text", list],
    ["a list of entries", [entry]],
    ["of another type", { ...entry, type: "StatusList2021Entry" }],
    ["without a purpose", without("statusPurpose")],
    ["with an empty purpose", { ...entry, statusPurpose: "" }],
    ["with two purposes", { ...entry, statusPurpose: ["revocation", "suspension"] }],
    ["of two bits a place", { ...entry, statusSize: 2 }],
    ["of a size in text", { ...entry, statusSize: "1" }],
    ["with a number for a name", { ...entry, id: 7 }],
  ])("%s is refused", (_, credentialStatus) => {
    expect(read({ credentialStatus })).toBe("R_STATUS_ENTRY");
  });

  test.each<[string, JsonValue]>([
    ["a leading zero", "07"],
    ["a sign", "-7"],
    ["a number, as only a projection has it", 7],
    ["nothing", ""],
  ])("with %s for its index is refused", (_, statusListIndex) => {
    expect(read({ credentialStatus: { ...entry, statusListIndex } })).toBe("R_STATUS_INDEX");
  });

  test.each<[string, JsonValue]>([
    ["an open address", list.replace("https", "http")],
    ["no address", 7],
    ["a file", "file:///etc/passwd"],
    ["words", "the list"],
  ])("with %s for its list is refused", (_, address) => {
    expect(read({ credentialStatus: { ...entry, statusListCredential: address } })).toBe("R_STATUS_URL");
    const claim = { status_list: { idx: 7, uri: address } };
    expect(read({ credentialStatus: entry, status: claim })).toBe("R_STATUS_URL");
  });

  test("on one's own machine may be read without encryption", () => {
    const local = "http://localhost:3000/op/voltara/status/1";
    expect(read({ credentialStatus: { ...entry, statusListCredential: local } })).toMatchObject({
      list: local,
    });
  });

  test.each<[string, JsonValue]>([
    ["another place", { status_list: { idx: 8, uri: `${list}/tsl` } }],
    ["the place in text", { status_list: { idx: "7", uri: `${list}/tsl` } }],
    ["a fraction", { status_list: { idx: 7.5, uri: `${list}/tsl` } }],
    ["no place", { status_list: { uri: `${list}/tsl` } }],
    ["no list", {}],
    ["a text", "valid"],
    ["null", null],
  ])("beside a claim with %s is refused", (_, claim) => {
    expect(read({ credentialStatus: entry, status: claim })).toBe("R_STATUS_TOKEN");
  });

  test("of a UNTP projection has a number from 0 for its index", () => {
    const projection = { type: ["DigitalProductPassport", "VerifiableCredential"] };
    const of = (statusListIndex: JsonValue) =>
      read({ ...projection, credentialStatus: { ...entry, statusListIndex } });
    expect([of(7), of("7")]).toEqual([place, place]);
    expect(of(0)).toMatchObject({ index: "0" });
    for (const wrong of [-1, 7.5, 2 ** 53]) expect(of(wrong)).toBe("R_STATUS_INDEX");
    expect([isProjection(projection), isProjection({ type: "DigitalProductPassport" })]).toEqual([
      true,
      false,
    ]);
  });
});
