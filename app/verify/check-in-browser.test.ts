import { describe, expect, test } from "vitest";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
import { exampleBundle, examplePolicy, exampleProof } from "../../server/test/example-evidence.ts";
import type { Asked } from "./check-in-browser.ts";
import { samplePolicy, sampleSheet, signedSheet } from "../../server/test/sample-sheet.ts";
import { checkInBrowser } from "./check-in-browser.ts";
import { ownSheet } from "./own-sheet.ts";

const origin = "https://registry.example";
const now = new Date("2026-11-20T13:00:00Z");
const nothing: Asked = { record: "", keys: "", files: [], policy: "", issuer: "", subject: "", at: "" };
const jwks = JSON.stringify(example.jwks);

/** A registry that remembers what it was asked for. */
function registry(answer: string | null) {
  const asked: string[] = [];
  const fetchText = (path: string) => {
    asked.push(path);
    return Promise.resolve(answer);
  };
  return { asked, fetchText };
}

async function check(fields: Partial<Asked>, { fetchText } = registry(null), from = origin) {
  const here = { origin: from, policy: examplePolicy, fetchText };
  const outcome = await checkInBrowser({ ...nothing, ...fields }, now, here);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return { overall: outcome.checked.verdict.overall, keys: outcome.keys, verdict: outcome.checked.verdict };
}

describe("the check in the browser", () => {
  test("uses the keys given, and then asks nobody", async () => {
    const { asked, fetchText } = registry(jwks);
    const { overall, keys } = await check(
      { record: `\n ${example.vcJwt} \n`, keys: jwks },
      { asked, fetchText },
    );
    expect([overall, keys.from, asked]).toEqual(["holds", "given", []]);
  });

  test("asks this registry for the keys of its own operators, and for nothing else", async () => {
    const { asked, fetchText } = registry(jwks);
    const { overall, keys } = await check({ record: example.vcJwt }, { asked, fetchText });
    expect([overall, keys]).toEqual(["holds", { from: "registry", address: "/op/voltara/jwks.json" }]);
    expect(asked).toEqual(["/op/voltara/jwks.json"]);
  });

  test("asks nobody for the keys of another registry's operators", async () => {
    const { asked, fetchText } = registry(jwks);
    const { overall, keys, verdict } = await check(
      { record: example.vcJwt },
      { asked, fetchText },
      "https://other.example",
    );
    expect([overall, keys.from, asked]).toEqual(["couldNotCheck", "needed", []]);
    expect(verdict.parts[0]?.code).toBe("C_NO_KEYS");
  });

  test.each([null, "not found", "{}"])(
    "says so when this registry answers %j instead of keys",
    async (answer) => {
      const { overall, keys } = await check({ record: example.vcJwt }, registry(answer));
      expect([overall, keys.from]).toEqual(["couldNotCheck", "unreachable"]);
    },
  );

  test("compares issuer, product and time as entered", async () => {
    const subject = "https://registry.example/p/01/09520123456788/21/VLT-000042";
    const issuer = "did:web:registry.example:op:voltara";
    const base = { record: example.vcJwt, keys: jwks };
    expect(
      (await check({ ...base, issuer, subject })).verdict.parts.slice(0, 3).map(({ state }) => state),
    ).toEqual(["ok", "ok", "ok"]);
    expect((await check({ ...base, subject: `${subject}1` })).overall).toBe("wrong");
    expect((await check({ ...base, at: "2026-11-20T11:00:00Z" })).verdict.parts[0]?.code).toBe(
      "R_TIME_FUTURE",
    );
  });

  test("refuses a tampered record", async () => {
    const tampered = example.vcJwt.replace("eyJAY29udGV4dCI6", "eyJAY29udGV4dCI7");
    expect((await check({ record: tampered, keys: jwks })).overall).toBe("wrong");
    expect((await check({ record: "no record at all" })).overall).toBe("wrong");
  });

  test("names every field that must be mended before there is anything to check", async () => {
    const outcome = await checkInBrowser({ ...nothing, keys: "{}", at: "yesterday" }, now, {
      origin,
      policy: null,
      fetchText: registry(null).fetchText,
    });
    expect(outcome).toEqual({
      ok: false,
      faults: {
        record: { text: "recordMissing", code: "" },
        keys: { text: "keysBroken", code: "E_JWKS_FORMAT" },
        at: { text: "atBroken", code: "" },
      },
    });
  });

  test("checks a bundle wholly without asking anybody", async () => {
    const { asked, fetchText } = registry(null);
    const { overall, keys, verdict } = await check({ record: await exampleBundle() }, { asked, fetchText });
    expect([overall, keys.from, asked]).toEqual(["holds", "log", []]);
    expect(verdict.parts.map(({ state }) => state)).toEqual(["ok", "notAsked", "notAsked", "ok", "ok", "ok"]);
  });

  test("sorts files by what they are: record, keys, lists, proofs and policy at once", async () => {
    const files = [
      ...[await exampleProof(3), example.tokenStatusList, jwks, `${example.vcJwt}\n`],
      ...[example.statusListVc, examplePolicy],
    ];
    const { asked, fetchText } = registry(null);
    const { overall, verdict } = await check({ files }, { asked, fetchText }, "https://other.example");
    expect([overall, asked]).toEqual(["holds", []]);
    expect(verdict.parts.filter(({ state }) => state === "ok")).toHaveLength(4);
  });

  test("of two files of one kind goes by the one chosen later", async () => {
    const [first, second] = [
      await exampleBundle(),
      (await exampleBundle()).replace('"record":"e', '"record":"f'),
    ];
    expect((await check({ files: [first, second] })).overall).toBe("wrong");
    expect((await check({ files: [second, first] })).overall).toBe("holds");
  });

  test("fetches the bundle of a product whose address was entered, and expects that product", async () => {
    const { asked, fetchText } = registry(await exampleBundle());
    const here = `${origin}/01/09520123456788/21/VLT-000042`;
    const at = "2026-11-20T13:00:00Z";
    const { overall, keys, verdict } = await check({ record: here, at }, { asked, fetchText });
    expect(asked).toEqual(["/01/09520123456788/21/VLT-000042/bundle.json?at=2026-11-20T13%3A00%3A00Z"]);
    // The worked example speaks of another address of the same battery, and is refused for it.
    expect([overall, keys.from, verdict.parts[2]?.code]).toEqual(["wrong", "bundle", "R_SUBJECT_UNEXPECTED"]);
  });

  test("says that the registry knows no such product", async () => {
    const here = { origin, policy: null, fetchText: registry(null).fetchText };
    const outcome = await checkInBrowser({ ...nothing, record: "/01/09520123456788" }, now, here);
    expect(outcome).toEqual({ ok: false, faults: { record: { text: "recordUnknown", code: "" } } });
  });

  test.each(["https://other.example/01/09520123456788", "http://registry.example/x", "/verify"])(
    "says of %s that it is an address it asks nobody about, instead of calling it a wrong record",
    async (record) => {
      const { asked, fetchText } = registry(null);
      const outcome = await checkInBrowser({ ...nothing, record }, now, { origin, policy: null, fetchText });
      expect(outcome).toEqual({ ok: false, faults: { record: { text: "recordElsewhere", code: "" } } });
      expect(asked).toEqual([]);
    },
  );

  test("says of a broken bundle what is wrong with it", async () => {
    const { fetchText } = registry(null);
    const outcome = await checkInBrowser({ ...nothing, record: '{"v":2}' }, now, {
      origin,
      policy: null,
      fetchText,
    });
    expect(outcome).toEqual({
      ok: false,
      faults: { record: { text: "bundleBroken", code: "E_BUNDLE_FORM" } },
    });
  });

  test("goes by the policy entered before the registry's own, and by none that is broken", async () => {
    const other = examplePolicy.replace("quorum w1", "quorum none");
    const { verdict } = await check({ record: await exampleBundle(), policy: other });
    expect(verdict.parts[5]?.state).toBe("notAsked");
    const here = { origin, policy: examplePolicy, fetchText: registry(null).fetchText };
    const broken = { ...nothing, record: await exampleBundle(), policy: "log" };
    expect(await checkInBrowser(broken, now, here)).toEqual({
      ok: false,
      faults: { policy: { text: "policyBroken", code: "E_POLICY_LINE" } },
    });
  });

  test("checks a result sheet under the policy given, and tells what it says; changed, it is wrong", async () => {
    const { asked, fetchText } = registry(null);
    const here = { origin, policy: null, fetchText };
    const token = await signedSheet();
    const at = "2026-11-21T09:00:00Z";
    const held = await checkInBrowser({ ...nothing, files: [samplePolicy, `${token}\n`], at }, now, here);
    expect(held).toMatchObject({ ok: true, sheet: sampleSheet, material: null, keys: { from: "log" } });
    expect([held.ok && held.checked.verdict.overall, asked]).toEqual(["holds", []]);
    const changed = `${token.slice(0, -6)}AAAAAA`;
    const wrong = await checkInBrowser({ ...nothing, record: changed, policy: samplePolicy, at }, now, here);
    expect([wrong.ok && wrong.checked.verdict.overall, wrong.ok && wrong.sheet]).toEqual(["wrong", null]);
  });

  test("can be kept as a sheet that says that nobody signed it, and is read as one", async () => {
    const record = await exampleBundle();
    const here = { origin, policy: examplePolicy, fetchText: registry(null).fetchText };
    const found = await checkInBrowser({ ...nothing, record }, now, here);
    if (!found.ok || found.material === null) throw new Error("There was nothing to keep.");
    const { sheet, text } = await ownSheet(found.material, found.checked, now);
    expect(sheet).toMatchObject({
      ...{ madeBy: "reader", policy: examplePolicy, log: { origin: "registry.example/log", size: 7 } },
      checked: [
        {
          ...{ version: 2, outcome: "holds", headline: "verified" },
          ...{ record: { bytes: example.vcJwt.length }, file: { bytes: Buffer.byteLength(record) } },
        },
      ],
    });
    const again = await checkInBrowser({ ...nothing, record: text }, now, here);
    expect(again).toMatchObject({ ok: true, sheet, material: null });
    expect(again.ok && again.checked.verdict.parts[0]?.code).toBe("C_SHEET_UNSIGNED");
  });
});
