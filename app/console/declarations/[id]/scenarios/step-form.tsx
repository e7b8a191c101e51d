"use client";

import { useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { InventoryLine } from "../../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { ElectricityModel } from "../../../../../server/domain/carbon-footprint/request.ts";
import { isCathodeMaterial } from "../../../../../server/domain/carbon-footprint/scenario.ts";
import {
  recyclingRoutes,
  scenarioKinds,
} from "../../../../../server/domain/carbon-footprint/scenario-step.ts";
import type { ScenarioStep } from "../../../../../server/domain/carbon-footprint/scenario-step.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { textOfEntry } from "../../../../_ui/text-of-entry.ts";
import { bracketed, signs } from "../../../../_ui/signs.ts";
import { unitShown } from "../../../../_ui/shown.ts";

/** A factor of the library, or an own one, to take a value from. */
export interface KnownFactor {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly geography: string;
  readonly source: string;
}

interface StepFormProps {
  readonly lines: readonly InventoryLine[];
  readonly factors: readonly KnownFactor[];
  readonly onAdd: (step: ScenarioStep) => void;
}

type Kind = ScenarioStep["kind"];

/** What kind of line a step speaks of. */
const lineKinds: Readonly<Record<Kind, InventoryLine["kind"] | null>> = {
  grid: "electricity",
  green_power: "electricity",
  plant: "electricity",
  recycled_content: "material",
  chemistry: "material",
  recycling_route: null,
};

/** Units a factor of each step has as a rule; the library offers those that fit. */
const units: Readonly<Record<Kind, string>> = {
  grid: "kgCO2e/kWh",
  green_power: "kgCO2e/kWh",
  plant: "kgCO2e/kWh",
  recycling_route: "kgCO2e/kWh",
  recycled_content: "kgCO2e/kg",
  chemistry: "kgCO2e/kg",
};

const models: readonly ElectricityModel[] = [
  "direct",
  "contract",
  "internal",
  "residual",
  "national_average",
];

/** Puts one step together. What is wrong with its figures, the calculation says at the step. */
export function StepForm({ lines, factors, onAdd }: StepFormProps) {
  const { language, words: shared } = useText();
  const { t, words } = useTextOf("scenarios");
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<Kind>("green_power");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const fitting = factors.filter(({ unit }) => perOf(unit) === perOf(units[kind]));
  const lineKind = lineKinds[kind];
  const choosable = lines.filter((line) => line.kind === lineKind);
  const isOfMaterial = lineKind === "material";

  function choose(next: Kind): void {
    setKind(next);
    setChosen(proposed(next));
  }

  function proposed(next: Kind): ReadonlySet<string> {
    return new Set(next === "chemistry" ? lines.filter(isCathodeMaterial).map(({ code }) => code) : []);
  }

  function add(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = (name: string) => textOfEntry(data.get(name));
    const codes = choosable.flatMap(({ code }) => (chosen.has(code) ? [code] : []));
    onAdd(stepOf(kind, typed, codes));
    element.current?.reset();
    setChosen(proposed(kind));
  }

  function take(id: string): void {
    const factor = factors.find((one) => one.id === id);
    if (factor === undefined || element.current === null) return;
    const set = (name: string, value: string) => {
      const control = element.current?.elements.namedItem(name);
      if (control instanceof HTMLInputElement) control.value = value;
    };
    set("factor", factor.value);
    set("factorUnit", factor.unit);
    set("source", factor.source);
    set("geography", factor.geography);
  }

  const field = (name: keyof typeof words.field, more: InputProps = {}, help?: string) => (
    <Field form={form} name={name} label={words.field[name]} help={help}>
      {(control) => <input {...control} type="text" autoComplete="off" {...more} />}
    </Field>
  );
  const isSecondUseKind = kind === "recycling_route";
  return (
    <form method="post" ref={element} key={kind} className="form" onSubmit={add}>
      <fieldset className="row">
        <legend>{t("kindLabel")}</legend>
        {scenarioKinds.map((one) => (
          <label key={one} className="check-line">
            <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => choose(one)} />
            {words.kind[one]}
          </label>
        ))}
      </fieldset>
      <div className="form-grid">
        {isSecondUseKind ? (
          <Select form={form} name="route" label={words.field.route} options={routeOptions(words.route)} />
        ) : null}
        {kind === "plant" ? field("plant", { required: true }) : null}
        {kind === "chemistry" ? field("chemistry", { required: true }) : null}
        {kind === "green_power" || kind === "recycled_content"
          ? field("share", { required: true, inputMode: "decimal" })
          : null}
        {kind === "green_power" ? (
          <Select
            form={form}
            name="model"
            label={words.field.model}
            options={models.map((model) => ({ value: model, label: shared.electricityModel[model] }))}
          />
        ) : null}
        {fitting.length === 0 ? null : (
          <Field form={form} name="known" label={words.field.fromLibrary}>
            {(control) => (
              <select {...control} defaultValue="" onChange={(event) => take(event.currentTarget.value)}>
                <option value="">{words.field.ownFactor}</option>
                {fitting.map((factor) => (
                  <option key={factor.id} value={factor.id}>
                    {`${factor.name}${bracketed(language, factor.geography)}${signs(language).colon}${factor.value} ${unitShown(factor.unit, language)}`}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {field("factor", { required: !isSecondUseKind, inputMode: "decimal" })}
        {field("factorUnit", { defaultValue: units[kind], required: true })}
        {kind === "grid" || kind === "plant" ? field("geography", { required: true }) : null}
        {kind === "chemistry"
          ? field("massRatio", { defaultValue: "1", required: true, inputMode: "decimal" })
          : null}
        {field("source")}
        {isSecondUseKind ? (
          <>
            <Select
              form={form}
              name="process"
              label={words.field.process}
              options={[
                { value: "", label: words.field.processNew },
                ...lines
                  .filter((line) => line.kind === "activity")
                  .map((line) => ({
                    value: line.code,
                    label: language === "zh" ? line.nameZh : line.nameEn,
                  })),
              ]}
            />
            <Area
              form={form}
              name="recovered"
              label={words.field.recovered}
              help={words.field.recoveredHelp}
            />
          </>
        ) : null}
        {kind === "plant" ? (
          <Area form={form} name="distances" label={words.field.distances} help={words.field.distancesHelp} />
        ) : null}
      </div>
      {choosable.length === 0 ? null : (
        <details open={isOfMaterial}>
          <summary>
            {isOfMaterial ? words.field.linesOfMaterial : words.field.lines}{" "}
            <span className="muted">
              {bracketed(language, isOfMaterial ? words.field.linesOfMaterialHelp : words.field.linesHelp)}
            </span>
          </summary>
          <ChooseLines lines={choosable} chosen={chosen} onChoose={setChosen} />
        </details>
      )}
      <div className="actions">
        <button type="submit" className="button-primary">
          {t("addThis")}
        </button>
      </div>
    </form>
  );
}

/** Beyond so many lines nobody looks through a list: they are searched. */
const mostListed = 50;

function ChooseLines({
  lines,
  chosen,
  onChoose,
}: {
  readonly lines: readonly InventoryLine[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const { language } = useText();
  const { t } = useTextOf("scenarios");
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const isSearched = lines.length > mostListed;
  const found = lines.filter(({ code, nameEn, nameZh }) =>
    [code, nameEn, nameZh].some((text) => text.toLowerCase().includes(wanted)),
  );
  // Chosen ones first, so that none is out of sight.
  const ordered = isSearched
    ? [...lines.filter(({ code }) => chosen.has(code)), ...found.filter(({ code }) => !chosen.has(code))]
    : lines;
  const listed = isSearched ? ordered.slice(0, Math.max(mostListed, chosen.size)) : ordered;
  return (
    <div className="stack-tight">
      {isSearched ? (
        <input
          type="search"
          aria-label={t("field.linesSearch")}
          placeholder={t("field.linesSearch")}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      ) : null}
      <div className="check-list">
        {listed.map((line) => (
          <label key={line.code} className="check-line">
            <input
              type="checkbox"
              checked={chosen.has(line.code)}
              onChange={({ target }) => onChoose(withOrWithout(chosen, line.code, target.checked))}
            />
            {language === "zh" ? line.nameZh : line.nameEn} <span className="muted">{line.code}</span>
          </label>
        ))}
      </div>
      {ordered.length > listed.length ? (
        <p className="small muted">{t("field.linesMore", { count: ordered.length - listed.length })}</p>
      ) : null}
    </div>
  );
}

function withOrWithout(all: ReadonlySet<string>, code: string, isIn: boolean): ReadonlySet<string> {
  const others = [...all].filter((one) => one !== code);
  return new Set(isIn ? [...others, code] : others);
}

interface InputProps {
  readonly required?: boolean;
  readonly inputMode?: "decimal";
  readonly defaultValue?: string;
}

function Select({
  form,
  name,
  label,
  options,
}: {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Field form={form} name={name} label={label}>
      {(control) => (
        <select {...control}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Area({
  form,
  name,
  label,
  help,
}: {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly help: string;
}) {
  return (
    <Field form={form} name={name} label={label} help={help}>
      {(control) => <textarea {...control} rows={3} spellCheck={false} />}
    </Field>
  );
}

function routeOptions(words: Readonly<Record<(typeof recyclingRoutes)[number], string>>) {
  return recyclingRoutes.map((route) => ({ value: route, label: words[route] }));
}

function perOf(unit: string): string {
  return unit.split("/")[1]?.trim().split(" ")[0] ?? "";
}

function stepOf(kind: Kind, typed: (name: string) => string, lines: readonly string[]): ScenarioStep {
  const factor = { value: typed("factor"), unit: typed("factorUnit") };
  const source = typed("source");
  switch (kind) {
    case "grid":
      return { kind, lines, factor, source, geography: typed("geography") };
    case "green_power": {
      const model = models.find((one) => one === typed("model")) ?? "direct";
      return { kind, lines, factor, source, share: typed("share"), model };
    }
    case "recycled_content":
      return { kind, lines, factor, source, share: typed("share") };
    case "chemistry":
      return { kind, lines, factor, source, chemistry: typed("chemistry"), massRatio: typed("massRatio") };
    case "plant": {
      const distances = Object.fromEntries(
        pairs(typed("distances")).map(([code, km]) => [code, { value: km, unit: "km" }]),
      );
      return { kind, lines, factor, source, plant: typed("plant"), geography: typed("geography"), distances };
    }
    case "recycling_route":
      return {
        kind,
        source,
        route: recyclingRoutes.find((one) => one === typed("route")) ?? "hydro",
        line: typed("process") === "" ? null : typed("process"),
        factor: factor.value === "" ? null : factor,
        recovered: Object.fromEntries(pairs(typed("recovered"))),
      };
  }
}

/** Lines of text, each a word and a value. */
function pairs(text: string): (readonly [string, string])[] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([code, value]) => (code === undefined || code === "" ? [] : [[code, value ?? ""] as const]));
}
