import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLess, isPrintedAs, plus, rational, times } from "../../test/rational.ts";
import { calculate } from "./calculate.ts";

const kg = (value: string) => ({ value, unit: "kg" });
const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
const input = (id: string, mass: string, factor: string | null, fields: object = {}) => ({
  id,
  mass: kg(mass),
  factor: factor === null ? null : perKg(factor),
  ...fields,
});
const cutoff = (fields: object, ...inputs: object[]) => calculate({ op: "cutoff", ...fields, inputs });
const codes = (answer: ReturnType<typeof calculate>) =>
  "errors" in answer
    ? answer.errors.map(({ code, path }) => `${code} ${path}`)
    : "warnings" in answer
      ? answer.warnings.map(({ code, path }) => `${code} ${path}`)
      : [];

describe("the cut-off", () => {
  test("gives the mass of a small input to the one with the highest factor, and writes it down", () =>
    expect(
      cutoff(
        {},
        input("steel", "60", "2"),
        input("copper", "39.5", "4"),
        input("glue", "0.5", null, { cut: true, cutReason: "no data" }),
      ),
    ).toEqual({
      cutMassKg: "0.5",
      receiver: "copper",
      masses: { steel: "60", copper: "40", glue: "0" },
      emissionKg: "280",
      cut: [{ id: "glue", massKg: "0.5", share: "0.005", because: "flagged", reason: "no data" }],
      warnings: [{ code: "W_CUTOFF_APPLIED", path: "inputs[2]" }],
    }));

  test("cuts only what is flagged, or everything small where it is automatic", () => {
    const inputs = [input("a", "99", "1"), input("b", "0.5", "1"), input("c", "0.5", "1")];
    expect(cutoff({}, ...inputs)).toMatchObject({ receiver: null, cutMassKg: "0", cut: [], warnings: [] });
    expect(cutoff({ auto: true }, ...inputs)).toMatchObject({
      receiver: "a",
      masses: { a: "100", b: "0", c: "0" },
      cut: [{ because: "below_threshold" }, { because: "below_threshold" }],
    });
  });

  test("keeps an input of exactly the threshold", () => {
    const inputs = [input("a", "99", "1"), input("b", "1", "2")];
    expect(cutoff({ auto: true }, ...inputs)).toMatchObject({ receiver: null });
    expect(cutoff({ auto: true, threshold: "0.011" }, ...inputs)).toMatchObject({ receiver: "a" });
  });

  test.each([
    ["the highest factor", [input("a", "50", "1"), input("b", "49", "2")], "b"],
    ["the larger mass of two with one factor", [input("b", "49", "2"), input("a", "50", "2")], "a"],
    ["the smaller id of two that are alike", [input("b", "50", "2"), input("a", "50", "2")], "a"],
    [
      "the highest factor in whatever unit",
      [input("a", "50", "3"), { ...input("b", "49", "0"), factor: { value: "4", unit: "gCO2e/g" } }],
      "b",
    ],
  ])("lets %s take the mass", (_, inputs, receiver) =>
    expect(cutoff({ auto: true }, ...inputs, input("z", "0.1", null))).toMatchObject({ receiver }),
  );

  test("warns where what is cut had the higher factor", () =>
    expect(codes(cutoff({ auto: true }, input("a", "100", "1"), input("gold", "0.1", "20000")))).toEqual([
      "W_CUTOFF_APPLIED inputs[1]",
      "W_CUTOFF_HIGH_EF inputs[1]",
    ]));

  test.each([
    [{}, [input("a", "98", "1"), input("b", "2", "1", { cut: true })], ["E_CUTOFF_LIMIT inputs[1].cut"]],
    [{}, [input("a", "100", "1", { cut: true })], ["E_CUTOFF_LIMIT inputs[0].cut"]],
    [
      { auto: true, cumulativeLimit: "0.008" },
      [input("a", "99", "1"), input("b", "0.5", "1"), input("c", "0.5", "1")],
      ["E_CUTOFF_LIMIT inputs"],
    ],
    [{ auto: true, threshold: "1" }, [input("a", "1", "1"), input("b", "1", "1")], ["E_CUTOFF_LIMIT inputs"]],
    [{}, [input("a", "100", null)], ["E_MISSING_FACTOR inputs[0].factor"]],
    [
      { auto: true },
      [input("a", "100", null), input("b", "0.1", "9")],
      ["E_MISSING_FACTOR inputs[0].factor"],
    ],
    [{}, [input("a", "0", "1")], ["E_ZERO_DENOMINATOR inputs"]],
    [{}, [], ["E_ZERO_DENOMINATOR inputs"]],
    [{}, [input("a", "-1", "1")], ["E_NEGATIVE_QUANTITY inputs[0].mass.value"]],
    [{}, [input("a", "1", "-1")], ["E_NEGATIVE_QUANTITY inputs[0].factor.value"]],
    [{}, [input("a", "x", null)], ["E_NOT_FINITE inputs[0].mass.value"]],
    [{ threshold: "1.1" }, [input("a", "1", "1")], ["E_SHARE_RANGE threshold"]],
    [{ cumulativeLimit: "-1" }, [input("a", "1", "1")], ["E_SHARE_RANGE cumulativeLimit"]],
    [{ auto: "yes" }, [input("a", "1", "1")], ["E_SCHEMA auto"]],
    [{}, [input("a", "1", "1", { cut: 1 })], ["E_SCHEMA inputs[0].cut"]],
    [{}, [input("a", "1", "1", { cutReason: 1 })], ["E_SCHEMA inputs[0].cutReason"]],
    [{}, [input("a", "1", "1"), input("a", "1", "1")], ["E_DUPLICATE inputs[1].id"]],
  ])("with %j of %j answers %j", (fields, inputs, expected) =>
    expect(codes(cutoff(fields, ...inputs))).toEqual(expected),
  );

  test("needs its inputs", () => expect(codes(calculate({ op: "cutoff" }))).toEqual(["E_SCHEMA inputs"]));

  test("allows exactly the cumulative limit", () =>
    expect(
      cutoff(
        { auto: true, cumulativeLimit: "0.01" },
        ...[input("a", "99", "1"), input("b", "0.5", "1"), input("c", "0.5", "1")],
      ),
    ).toMatchObject({ cutMassKg: "1" }));

  test("does not ask for the factor of what another wrong mass may decide", () =>
    expect(codes(cutoff({ auto: true }, input("a", "x", "1"), input("b", "1", null)))).toEqual([
      "E_NOT_FINITE inputs[0].mass.value",
    ]));
});

describe("for every component", () => {
  const component = fc
    .array(
      fc.record({
        mass: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 500, max: 5000 })),
        factor: fc.integer({ min: 0, max: 30 }),
      }),
      { minLength: 1, maxLength: 9 },
    )
    .map((parts) => parts.map(({ mass, factor }, place) => input(`i${place}`, `${mass}e-2`, `${factor}e-1`)));

  test("no mass is lost, and a second way of calculating gives the same", () =>
    fc.assert(
      fc.property(component, (inputs) => {
        const answer = cutoff({ auto: true }, ...inputs);
        const parts = inputs.map(({ id, mass, factor }) => ({
          id,
          mass: rational(mass.value),
          factor: rational(factor?.value ?? "0"),
        }));
        const sum = (list: typeof parts) =>
          list.reduce((total, { mass }) => plus(total, mass), rational("0"));
        const total = sum(parts);
        const small = parts.filter(({ mass }) => isLess(times(mass, rational("100")), total));
        const kept = parts
          .filter((part) => !small.includes(part))
          .toSorted((a, b) =>
            isLess(a.factor, b.factor) || (!isLess(b.factor, a.factor) && isLess(a.mass, b.mass)) ? 1 : -1,
          );
        const [first] = kept;
        if (!("masses" in answer) || first === undefined) throw new Error(JSON.stringify(answer));
        // Equal ones are told apart by their ids.
        const alike = kept.filter(({ mass, factor }) =>
          [isLess(factor, first.factor), isLess(mass, first.mass)].every((less) => !less),
        );
        const receiver = small.length === 0 ? null : (alike.map(({ id }) => id).toSorted()[0] ?? null);
        expect(answer.receiver).toBe(receiver);
        const masses = Object.values(answer.masses).map(rational);
        expect(isPrintedAs(sum(small), answer.cutMassKg)).toBe(true);
        expect(masses.reduce(plus)).toEqual(total);
        const emission = kept.reduce(
          (all, part) =>
            plus(all, times(part.id === receiver ? plus(part.mass, sum(small)) : part.mass, part.factor)),
          rational("0"),
        );
        expect(isPrintedAs(emission, answer.emissionKg)).toBe(true);
      }),
    ));

  test("the order of the inputs does not matter", () =>
    fc.assert(
      fc.property(
        component.chain((inputs) =>
          fc.tuple(fc.constant(inputs), fc.shuffledSubarray(inputs, { minLength: inputs.length })),
        ),
        ([inputs, shuffled]) => {
          const [one, other] = [cutoff({ auto: true }, ...inputs), cutoff({ auto: true }, ...shuffled)];
          if (!("masses" in one) || !("masses" in other)) throw new Error("these compute");
          expect(other.masses).toEqual(one.masses);
          expect(other.receiver).toEqual(one.receiver);
          expect(other.emissionKg).toEqual(one.emissionKg);
        },
      ),
    ));
});
