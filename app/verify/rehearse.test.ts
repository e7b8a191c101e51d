import { expect, test } from "vitest";
import vectors from "../../public/vectors/worked-example.json" with { type: "json" };
import { exampleAt, exampleBundle, examplePolicy } from "../../server/test/example-evidence.ts";
import example from "./rehearsal.json" with { type: "json" };
import { rehearse } from "./rehearse.ts";

test("a rehearsal goes through every part of a check", async () => {
  const { verdict } = await rehearse();
  const states = Object.fromEntries(verdict.parts.map(({ part, state }) => [part, state]));
  expect(states).toEqual({
    ...{ signature: "ok", issuer: "notAsked", subject: "notAsked" },
    ...{ status: "failed", log: "ok", witnesses: "ok" },
  });
  expect(verdict.overall).toBe("superseded");
});

test("what is rehearsed is the first version of the worked example", async () => {
  expect(example).toEqual({
    ...{ bundle: await exampleBundle(vectors.vcJwtV1, 1), policy: examplePolicy, at: exampleAt },
  });
});
