"use client";

import { useId, useState } from "react";
import {
  deriveLimits,
  fewestDeclarations,
} from "../../../server/domain/carbon-footprint/class-derivation.ts";
import {
  countPlaces,
  movedBetween,
  placeOf,
} from "../../../server/domain/carbon-footprint/class-distribution.ts";
import type { PerformanceClass } from "../../../server/domain/carbon-footprint/performance-class.ts";
import type { RuleSetKind } from "../../../server/domain/carbon-footprint/rule-set.ts";
import { parseLimits } from "../../../server/domain/carbon-footprint/rule-set.ts";
import { divide, multiply, parseExact, toDecimal } from "../../../server/domain/quantity/exact.ts";
import { useText } from "../../_ui/console-text.tsx";
import { Field } from "../../_ui/field.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { percent, shown } from "../../_ui/shown.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import { Histogram } from "./histogram.tsx";

interface BenchValue {
  readonly key: string;
  readonly cfp: string;
  readonly model: string;
  readonly path: string;
  readonly operator: string;
  readonly plant: string;
}

interface ExistingSet {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: RuleSetKind;
  readonly classes: readonly PerformanceClass[];
}

interface ClassBenchProps {
  readonly field: { readonly category: string; readonly method: string; readonly methodVersion: string };
  /** Ascending. */
  readonly values: readonly BenchValue[];
  /** Newest versions of rule sets of the same field. */
  readonly existing: readonly ExistingSet[];
}

/** What a proposal was derived with; null once limits are only stated. */
type Derived = { readonly shares: readonly string[] } | { readonly count: number } | null;

interface Baseline {
  readonly label: string;
  readonly kind: RuleSetKind;
  readonly classes: readonly PerformanceClass[];
}

/** Limits over the declared values: derived, moved by hand, each change shown at once, and proposed. */
export function ClassBench({ field, values, existing }: ClassBenchProps) {
  const { t, words } = useTextOf("classes");
  const form = useId();
  const [kind, setKind] = useState<RuleSetKind>("classes");
  const [names, setNames] = useState(words.tool.namesStart);
  const [shares, setShares] = useState("");
  const [limits, setLimits] = useState<readonly string[]>([]);
  const [derived, setDerived] = useState<Derived>(null);
  const [problem, setProblem] = useState<{ code: string; params: Record<string, string> } | null>(null);
  const [baseline, setBaseline] = useState<Baseline | null>(null);
  const { problem: say } = useText();
  const isClasses = kind === "classes";
  const nameList = isClasses ? namesIn(names) : [words.tool.thresholdName];
  const classes = classesOf(kind, nameList, limits);
  const read = parseLimits(kind, classes);
  const wrongAt = (place: number) =>
    read.ok || (limits[place] ?? "") === ""
      ? undefined
      : read.problems.find(({ path }) => path === `classes[${place}].upTo`);
  const drawn = classes.flatMap(({ name, upTo }) =>
    upTo === null || parseExact(upTo) === null ? [] : [{ name, upTo }],
  );

  const saidOf = (found: ReturnType<typeof wrongAt>) => (found === undefined ? undefined : say(found));

  function derive(): void {
    const asked: Exclude<Derived, null> =
      shares.trim() === "" && isClasses ? { count: nameList.length } : { shares: sharesIn(shares) };
    const found = deriveLimits(
      values.map(({ cfp }) => cfp),
      asked,
    );
    if (!found.ok) {
      const [first] = found.problems;
      setProblem(first === undefined ? null : { code: first.code, params: { ...first.params } });
      return;
    }
    setProblem(null);
    setLimits(found.value.limits);
    setDerived(asked);
    setBaseline({
      label: t("tool.baselineDerived"),
      kind,
      classes: classesOf(kind, nameList, found.value.limits),
    });
  }

  function start(id: string): void {
    const found = existing.find((one) => one.id === id);
    if (found === undefined) {
      setBaseline(null);
      return;
    }
    setKind(found.kind);
    if (found.kind === "classes") setNames(found.classes.map(({ name }) => name).join(", "));
    setLimits(found.classes.flatMap(({ upTo }) => upTo ?? []));
    setDerived(null);
    const label = t("tool.baselineSet", { name: found.name, version: found.version });
    setBaseline({ label, kind: found.kind, classes: found.classes });
  }

  return (
    <>
      <section className="section">
        <h2>{t("tool.limitsTitle")}</h2>
        {values.length < fewestDeclarations ? (
          <div id={`${form}-few`}>
            <Notice tone="info" title={t("tool.tooFew", { count: values.length })}>
              <p>
                {t("tool.tooFewWhy", {
                  ...{ missing: fewestDeclarations - values.length, least: fewestDeclarations },
                })}
              </p>
            </Notice>
          </div>
        ) : null}
        <Histogram cfps={values.map(({ cfp }) => cfp)} limits={drawn} />
        <div className="form">
          {problem === null ? null : (
            <Notice
              tone="danger"
              title={say({ code: problem.code, path: "", params: problem.params })}
              live
            />
          )}
          <fieldset>
            <legend>{t("tool.kindLabel")}</legend>
            <div className="row">
              {(["classes", "threshold"] as const).map((one) => (
                <label className="check-line" key={one}>
                  <input
                    type="radio"
                    name="kind"
                    checked={kind === one}
                    onChange={() => {
                      setKind(one);
                      setLimits([]);
                      setDerived(null);
                      setBaseline(null);
                    }}
                  />
                  {t(`kind.${one}`)}
                </label>
              ))}
            </div>
          </fieldset>
          {existing.length === 0 ? null : (
            <Field form={form} name="start" label={t("tool.startFrom")} help={t("tool.startFromHelp")}>
              {(control) => (
                <select {...control} defaultValue="" onChange={({ target }) => start(target.value)}>
                  <option value="">{t("tool.startNothing")}</option>
                  {existing.map(({ id, version, name }) => (
                    <option key={id} value={id}>
                      {t("tool.baselineSet", { name, version })}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          {isClasses ? (
            <Field form={form} name="names" label={t("tool.names")} help={t("tool.namesHelp")}>
              {(control) => (
                <input {...control} value={names} onChange={({ target }) => setNames(target.value)} />
              )}
            </Field>
          ) : null}
          <Field
            form={form}
            name="shares"
            label={t("tool.shares")}
            help={t(isClasses ? "tool.sharesHelp" : "tool.sharesThresholdHelp")}
          >
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                value={shares}
                onChange={({ target }) => setShares(target.value)}
              />
            )}
          </Field>
          <div className="actions">
            <button
              type="button"
              onClick={derive}
              disabled={values.length < fewestDeclarations}
              aria-describedby={values.length < fewestDeclarations ? `${form}-few` : undefined}
            >
              {t("tool.derive")}
            </button>
          </div>
          <div className="form-grid">
            {(isClasses ? nameList.slice(0, -1) : nameList).map((name, place) => (
              <Field
                key={place}
                form={form}
                name={`limit-${place}`}
                label={isClasses ? t("tool.limitOf", { name }) : t("tool.limitThreshold")}
                help={isClasses ? undefined : t("tool.limitThresholdHelp")}
                error={saidOf(wrongAt(place))}
              >
                {(control) => (
                  <input
                    {...control}
                    inputMode="decimal"
                    value={limits[place] ?? ""}
                    onChange={({ target }) => setLimits(withLimit(limits, place, target.value))}
                  />
                )}
              </Field>
            ))}
          </div>
        </div>
        {read.ok ? <Change baseline={baseline} kind={kind} classes={read.value} values={values} /> : null}
      </section>
      <WhoFallsWhere kind={kind} classes={read.ok ? read.value : null} values={values} />
      <Propose field={field} kind={kind} classes={classes} derived={derived} />
    </>
  );
}

/** Who changes place against what the limits were before. */
function Change({
  baseline,
  kind,
  classes,
  values,
}: {
  readonly baseline: Baseline | null;
  readonly kind: RuleSetKind;
  readonly classes: readonly PerformanceClass[];
  readonly values: readonly BenchValue[];
}) {
  const { t } = useTextOf("classes");
  const word = usePlaceWord();
  if (baseline === null || baseline.kind !== kind) return null;
  const moved = movedBetween(kind, baseline.classes, classes, values);
  const { label } = baseline;
  return (
    <div className="stack-tight" role="status">
      <h3>{t("tool.changeTitle")}</h3>
      {moved.length === 0 ? (
        <p>{t("tool.changeNone", { baseline: label })}</p>
      ) : (
        <>
          <p>{t("tool.changeSome", { baseline: label, count: moved.length })}</p>
          <ul>
            {moved.map(({ key, from, to }) => (
              <li key={key}>
                {t("tool.changeOne", {
                  model: values.find((value) => value.key === key)?.model ?? key,
                  ...{ from: word(kind, from), to: word(kind, to) },
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function WhoFallsWhere({
  kind,
  classes,
  values,
}: {
  readonly kind: RuleSetKind;
  /** Null while the limits are not all there: then nobody falls anywhere. */
  readonly classes: readonly PerformanceClass[] | null;
  readonly values: readonly BenchValue[];
}) {
  const { t } = useTextOf("classes");
  const word = usePlaceWord();
  const counts = classes === null ? [] : countPlaces(kind, classes, values);
  return (
    <section className="section">
      <h2>{t("tool.whoTitle")}</h2>
      {classes === null ? (
        <p>{t("tool.incomplete")}</p>
      ) : (
        <div className="table-frame">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("table.class")}</th>
                <th scope="col" className="number">
                  {t("table.count")}
                </th>
                <th scope="col" className="number">
                  {t("table.share")}
                </th>
              </tr>
            </thead>
            <tbody>
              {counts.map(({ place, count }) => (
                <tr key={place}>
                  <th scope="row">{word(kind, place)}</th>
                  <td className="number">{count}</td>
                  <td className="number">{percent(shareOf(count, values.length))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{t("table.model")}</th>
              <th scope="col">{t("table.operator")}</th>
              <th scope="col">{t("table.plant")}</th>
              <th scope="col" className="number">
                {t("table.value")}
              </th>
              <th scope="col">{t("table.place")}</th>
            </tr>
          </thead>
          <tbody>
            {values.map((value) => (
              <tr key={value.key}>
                <th scope="row">
                  <a href={value.path}>{value.model}</a>
                </th>
                <td data-label={t("table.operator")}>{value.operator}</td>
                <td data-label={t("table.plant")}>{value.plant}</td>
                <td className="number" data-label={t("table.value")}>
                  <span title={value.cfp}>{shown(value.cfp, 6)}</span>
                </td>
                <td data-label={t("table.place")}>
                  {classes === null ? "–" : word(kind, placeOf(kind, classes, value))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Propose({
  field,
  kind,
  classes,
  derived,
}: {
  readonly field: ClassBenchProps["field"];
  readonly kind: RuleSetKind;
  readonly classes: readonly PerformanceClass[];
  readonly derived: Derived;
}) {
  const { t, words } = useTextOf("classes");
  const { act, running, failure } = useAct();
  const [proposed, setProposed] = useState<{ id: string; version: number } | null>(null);
  const basis = kind === "classes" ? words.tool.legalBasisStart : words.tool.legalBasisThresholdStart;
  return (
    <section className="section">
      <h2>{t("tool.proposeTitle")}</h2>
      <p className="muted">{t("tool.proposeHelp")}</p>
      {proposed === null ? null : <Notice tone="good" title={t("tool.proposed", proposed)} live />}
      <FieldsForm
        key={kind}
        submit={t("tool.propose")}
        running={running}
        failure={failure}
        fields={[
          { name: "id", label: t("tool.id"), help: t("tool.idHelp") },
          { name: "name", label: t("tool.name") },
          { name: "legalBasis", label: t("tool.legalBasis"), initial: basis },
          { name: "source", label: t("tool.source"), help: t("tool.sourceHelp") },
          { name: "validFrom", label: t("tool.validFrom"), kind: "date" },
        ]}
        onSubmit={async (typed) => {
          setProposed(null);
          const made = await act(() =>
            trpc.ruleSet.propose.mutate({
              ...{ ...field, kind, id: typed("id"), name: typed("name"), legalBasis: typed("legalBasis") },
              ...{ source: typed("source"), validFrom: typed("validFrom") },
              classes: classes.map(({ name, upTo }) => ({ name, upTo })),
              ...(derived === null
                ? {}
                : { derived: "count" in derived ? derived : { shares: [...derived.shares] } }),
            }),
          );
          if (made === null) return false;
          setProposed({ id: made.done.id, version: made.done.version });
          return true;
        }}
      />
    </section>
  );
}

/** The words for where a value falls: a class is its own name. */
function usePlaceWord() {
  const { words } = useTextOf("classes");
  return (kind: RuleSetKind, place: string | null): string => {
    if (place === null) return words.place.none;
    if (kind === "classes") return place;
    return place === "below" ? words.place.below : words.place.above;
  };
}

function namesIn(text: string): readonly string[] {
  return text.split(/[,，、;；]/).flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
}

/** Percent as typed to shares of 0..1; what is no decimal stays, and is refused by name. */
function sharesIn(text: string): readonly string[] {
  return text.split(/[,，;；\s]+/).flatMap((part) => {
    if (part === "") return [];
    const value = parseExact(part.replace(/%$/, ""));
    return value === null ? [part] : [toDecimal(multiply(value, { numerator: 1n, divisor: 1n, scale: 2 }))];
  });
}

function classesOf(
  kind: RuleSetKind,
  names: readonly string[],
  limits: readonly string[],
): readonly PerformanceClass[] {
  return names.map((name, place) => ({
    name,
    upTo: kind === "classes" && place === names.length - 1 ? null : (limits[place] ?? "").trim(),
  }));
}

function withLimit(limits: readonly string[], place: number, text: string): readonly string[] {
  const length = Math.max(limits.length, place + 1);
  return Array.from({ length }, (_, at) => (at === place ? text : (limits[at] ?? "")));
}

function shareOf(count: number, whole: number): string {
  const [above, below] = [parseExact(String(count)), parseExact(String(whole))];
  return above === null || below === null || whole === 0 ? "0" : toDecimal(divide(above, below));
}
