import { describe, expect, test } from "vitest";
import type { DataSet } from "./audience.ts";
import { audiences, dataSets, readable } from "./audience.ts";
import { disclose } from "./disclose.ts";
import type { Action, Membership } from "./policy.ts";
import { allows, readerOf, policy, roles } from "./policy.ts";

const actions = Object.keys(policy).filter((name): name is Action => Object.hasOwn(policy, name));
/**
 * What is for everybody: passports, their records, the class rule sets in public discussion; and the answer to a supplier's
 * request, which its secret guards and not a role (`server/services/supplier`); and what readers report.
 */
const open = [
  ...["passport.read", "record.read", "supplier.answer", "ruleSet.read", "labelReport.file"],
  "interest.rules",
];
const own = (role: Membership["role"]): Membership => ({ role, operatorId: "a" });
const overall = (role: Membership["role"]): Membership => ({ role, operatorId: null });

describe("who may do what", () => {
  test("nobody in particular may read what is for everybody, and nothing else", () => {
    expect(actions.filter((action) => allows([], action, "a"))).toEqual(open);
  });

  test.each([
    [
      "author",
      [
        ...[
          "passport.archive",
          "model.write",
          "model.submit",
          "declaration.write",
          "declaration.submit",
          "reading.write",
          "item.write",
          "document.write",
          "evidence.write",
        ],
        ...["factor.write", "supplier.request", "report.check", "question.answer"],
      ],
    ],
    [
      "signer",
      [
        "passport.revoke",
        "passport.archive",
        "footprint.revoke",
        "model.release",
        "declaration.release",
        "item.issue",
        "reading.write",
        "key.write",
        "evidence.write",
        "report.check",
        "question.answer",
        "registration.write",
        "tenant.export",
        "transfer.offer",
        "transfer.decide",
        "life.change",
        "delegation.write",
      ],
    ],
    ["reviewer", ["model.review", "declaration.review", "report.check"]],
    ["keeper", ["key.write", "tenant.export", "registry.keep"]],
    ["authority", ["passport.suspend", "report.check", "ruleSet.write", "case.write", "question.ask"]],
    ["notifiedBody", ["opinion.give", "report.check"]],
    ["interest", []],
  ] as const)("the %s alone changes %j", (role, changes) => {
    const writing = actions.filter((action) => !action.endsWith(".read") && !open.includes(action));
    const held = [own(role), overall(role)];
    expect(writing.filter((action) => allows(held, action, "a"))).toEqual(changes);
  });

  test("by written authority of another operator nobody gives it on, moves responsibility or takes keys or data", () => {
    const delegated = roles.map((role) => ({ ...own(role), delegationId: "d" }));
    const refused = actions.filter(
      (action) => allows(roles.map(own), action, "a") && !allows(delegated, action, "a"),
    );
    expect(refused.toSorted()).toEqual([
      "delegation.write",
      "key.write",
      "tenant.export",
      "transfer.decide",
      "transfer.offer",
    ]);
  });

  test("no role for one operator reaches another", () => {
    for (const role of roles) {
      const reached = actions.filter((action) => allows([own(role)], action, "b"));
      expect(reached).toEqual(open);
    }
  });

  test("a role for the registry does not count as one for an operator", () => {
    expect(allows([overall("author")], "model.write", "a")).toBe(false);
    expect(allows([own("keeper")], "registry.keep", null)).toBe(false);
  });
});

describe("who reads what", () => {
  test("audiences follow from memberships, an interest from what was granted", () => {
    const audienceOf = (...asked: Parameters<typeof readerOf>) => readerOf(...asked).audience;
    expect(audienceOf([], "a", ["point2"])).toBe("anyone");
    expect(audienceOf([own("reviewer")], "a", [])).toBe("responsibleOperator");
    expect(audienceOf([own("reviewer")], "b", [])).toBe("anyone");
    expect(audienceOf([overall("notifiedBody")], "a", ["point4"])).toBe("authority");
    expect(audienceOf([overall("interest")], "a", ["point4"])).toBe("legitimateInterest");
    expect(audienceOf([overall("interest")], "a", [])).toBe("anyone");
  });

  test("a grant opens what its purpose opens, and never what the law gives to authorities alone", () => {
    const reader = (...granted: DataSet[]) => readerOf([overall("interest")], "a", granted).dataSets;
    expect(reader("point4")).toEqual(["point1", "point4"]);
    expect(reader("point2", "point4")).toEqual(readable.legitimateInterest);
    expect(reader("point3", "point4")).toEqual(["point1", "point4"]);
    expect(reader()).toEqual(["point1"]);
  });

  test("authority and legitimate interest overlap, and neither contains the other", () => {
    expect(readable.authority).toContain("point3");
    expect(readable.legitimateInterest).not.toContain("point3");
    expect(readable.legitimateInterest).toContain("point4");
    expect(readable.authority).not.toContain("point4");
  });

  test.each(audiences)("%s gets the elements of its data sets, and no trace of others", (audience) => {
    const elements = dataSets.map((dataSet) => ({ elementId: dataSet, dataSet, value: dataSet }));
    expect(Object.keys(disclose(elements, audience))).toEqual(readable[audience]);
  });
});
