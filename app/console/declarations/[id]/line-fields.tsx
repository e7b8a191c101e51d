"use client";

import { Fragment, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { defaultAllocation } from "../../../../server/domain/carbon-footprint/allocation-factor.ts";
import { selectableGwpSets } from "../../../../server/domain/carbon-footprint/gwp.ts";
import type {
  DataQuality,
  InventoryLine,
} from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { findMethod } from "../../../../server/domain/carbon-footprint/method.ts";
import { canonicalStages, stageUnder } from "../../../../server/domain/carbon-footprint/stage.ts";
import { toDecimal } from "../../../../server/domain/quantity/exact.ts";
import type { Dimension } from "../../../../server/domain/quantity/unit.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { problemAt } from "../../../_ui/failure.ts";
import type { Failure } from "../../../_ui/failure.ts";
import { Field } from "../../../_ui/field.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { wordIn } from "../../../_ui/word-in.ts";
import { FactorPicker } from "./factor-picker.tsx";
import type { FactorChoice } from "./factor-picker.tsx";
import { circularNumbers, circularQuantities } from "./typed-line.ts";

/** Whose figure a factor is, and how its signature stands. */
export interface SupplierShown {
  readonly id: string;
  readonly name: string;
  readonly signature: "verified" | "withdrawn" | "failed" | "none";
}

interface LineFieldsProps {
  readonly form: string;
  readonly line: InventoryLine;
  readonly method: string;
  readonly factors: readonly FactorChoice[];
  readonly failure: Failure | null;
  /** Components the inventory has already. */
  readonly components: readonly string[];
  readonly supplier: SupplierShown | null;
  /** Names and stage stand on top when a line is added, and among the rest when it is changed. */
  readonly isNew: boolean;
  /** Told when fields came or went by a button, which no field tells. */
  readonly onShape: () => void;
}

const perKind: Readonly<Record<InventoryLine["kind"], Dimension | null>> = {
  material: "mass",
  activity: null,
  electricity: "energy",
  transport: "transport work",
};

/** Units that stand in an empty form: what most lines of the kind have. */
const usualUnits: Readonly<Record<InventoryLine["kind"], readonly [amount: string, factor: string]>> = {
  material: ["kg", "kgCO2e/kg"],
  activity: ["", ""],
  electricity: ["kWh", "kgCO2e/kWh"],
  transport: ["t", "kgCO2e/tkm"],
};

const circularUnits: Readonly<Record<(typeof circularQuantities)[number], string>> = {
  ...{ Erec: "kgCO2e/kg", ErecEoL: "kgCO2e/kg", EvStar: "kgCO2e/kg", EER: "kgCO2e/kg", ED: "kgCO2e/kg" },
  ...{ LHV: "MJ/kg", EseHeat: "kgCO2e/MJ", EseElec: "kgCO2e/kWh" },
};

const distributions = ["lognormal", "normal", "uniform", "triangular"] as const;
const criteria = ["TeR", "GeR", "TiR", "P"] as const;

/**
 * Every member of a line. What nearly every line needs stands open; the rest waits in groups that open by themselves when
 * the line says something there. A group the method does not read is kept for other methods and stands last.
 */
export function LineFields(props: LineFieldsProps) {
  const { form, line, method, factors, failure, components, supplier, isNew, onShape } = props;
  const { t, words, problem } = useText();
  const { t: i, words: own } = useTextOf("inventory");
  const list = useId();
  const [factorId, setFactorId] = useState(line.factorId ?? "");
  const [recycledId, setRecycledId] = useState(line.recycledFactorId ?? "");
  const [sources, setSources] = useState(
    () => line.electricitySources?.map(({ factorId: id }) => id ?? "") ?? [],
  );
  const rating = useRef<HTMLDivElement>(null);
  const [proposed, setProposed] = useState<DataQuality | null>(null);

  /** The scores of a factor stand in the form until a person rates the line: theirs stay. */
  function chooseFactor(id: string): void {
    setFactorId(id);
    const fields = [...(rating.current?.querySelectorAll("select") ?? [])];
    const shownScores = criteria.map(
      (name) => fields.find((field) => field.name === `quality.${name}`)?.value ?? "",
    );
    const isOurs = criteria.every((name, place) => shownScores[place] === (proposed?.[name] ?? ""));
    if (isOurs) setProposed(factors.find((factor) => factor.id === id)?.quality ?? null);
  }

  const [isCut, setIsCut] = useState(line.cut);
  const shapeChanged = useEffectEvent(onShape);
  const shape = sources.length;
  const seen = useRef(shape);
  // Once the fields are there, or gone.
  useEffect(() => {
    if (seen.current === shape) return;
    seen.current = shape;
    shapeChanged();
  }, [shape]);
  const rules = findMethod(method);
  const { kind } = line;
  const [amountUnit, factorUnit] = usualUnits[kind];

  const errorAt = (name: string) => {
    const found = problemAt(failure, name);
    return found === undefined ? undefined : problem(found);
  };
  const hasError = (...names: readonly string[]) => names.some((name) => errorAt(name) !== undefined);

  const text = (
    name: string,
    label: string,
    initial: string | null | undefined,
    more: {
      readonly help?: string;
      readonly decimal?: boolean;
      readonly list?: string;
      readonly hint?: string;
    } = {},
  ) => (
    <Field form={form} name={name} label={label} help={more.help} error={errorAt(name)}>
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          spellCheck={false}
          list={more.list}
          placeholder={more.hint}
          inputMode={more.decimal === true ? "decimal" : undefined}
          className={more.decimal === true ? "number" : undefined}
          defaultValue={initial ?? ""}
        />
      )}
    </Field>
  );

  const quantity = (
    name: string,
    label: string,
    initial: { readonly value: string; readonly unit: string } | null | undefined,
    usual: string,
    help?: string,
  ) => (
    <Field form={form} name={name} label={label} help={help} error={errorAt(name)}>
      {(control) => (
        <span className="quantity">
          <input
            {...control}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            className="number"
            defaultValue={initial?.value ?? ""}
          />
          <input
            name={`${name}.unit`}
            aria-label={i("unitOf", { name: label })}
            type="text"
            autoComplete="off"
            spellCheck={false}
            defaultValue={initial?.unit ?? usual}
          />
        </span>
      )}
    </Field>
  );

  const choice = (
    name: string,
    label: string,
    options: readonly (readonly [string, string])[],
    initial: string | null | undefined,
    help?: string,
  ) => (
    <Field form={form} name={name} label={label} help={help} error={errorAt(name)}>
      {(control) => (
        <select {...control} defaultValue={initial ?? ""}>
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );

  const check = (name: string, label: string, initial: boolean, onChange?: (is: boolean) => void) => (
    <label className="check-line">
      <input
        type="checkbox"
        name={name}
        defaultChecked={initial}
        onChange={onChange === undefined ? undefined : (event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );

  const stages = [...new Set<string>([...canonicalStages, line.stage])].filter((stage) => stage !== "");
  const stageWord = (stage: string): string => {
    const place = stageUnder(method, stage, kind);
    const name = wordIn(words.stage, stage);
    if (place === null) return i("stageOutside", { stage: name });
    return place === stage ? name : i("stageCounts", { stage: name, place: wordIn(words.stage, place) });
  };
  const stageChoice = choice(
    "stage",
    t("declaration.stage"),
    stages.map((stage) => [stage, stageWord(stage)]),
    line.stage,
  );
  const names = (
    <>
      {text("nameEn", t("declaration.nameEn"), line.nameEn, isNew ? { help: i("oneNameHelp") } : {})}
      {text("nameZh", t("declaration.nameZh"), line.nameZh)}
    </>
  );
  const component = (
    <>
      {text("component", t("declaration.component"), line.component, { list, help: i("componentHelp") })}
      <datalist id={list}>
        {[...new Set([...components, ...Object.values(own.components)])].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );

  const electricityModels = Object.entries(words.electricityModel).map(
    ([model, word]): readonly [string, string] => [
      model,
      rules === null || rules.electricityModels.some((allowed) => allowed === model)
        ? word
        : i("notAllowed", { model: word }),
    ],
  );

  const recycled = (
    <Group
      title={i("group.recycled")}
      open={
        line.recycledShare !== null ||
        hasError("recycledShare", "recycledFactorId", "recycledFactorValue", "recycledFactorUnit")
      }
    >
      <div className="form-grid">
        {text("recycledShare", t("declaration.recycledShare"), line.recycledShare, {
          ...{ decimal: true, hint: "0" },
        })}
        <FactorPicker
          {...{ form, factors, per: "mass", name: "recycledFactorId" }}
          labels={{ find: i("recycledFactorFind"), choice: i("recycledFactorChoice") }}
          error={errorAt("recycledFactorId")}
          chosen={recycledId}
          onChoose={setRecycledId}
        />
        {recycledId === "" ? (
          <>
            {text("recycledFactorValue", t("declaration.recycledFactorValue"), line.recycledFactorValue, {
              decimal: true,
            })}
            {text(
              "recycledFactorUnit",
              t("declaration.recycledFactorUnit"),
              line.recycledFactorUnit ?? "kgCO2e/kg",
            )}
          </>
        ) : null}
      </div>
    </Group>
  );

  const allocation = rules?.materialFormula === "circular_footprint_formula" ? rules.allocation : null;
  const byDefault = (materialClass: "metal" | null) => {
    const value = defaultAllocation(allocation, materialClass);
    return value === null ? null : toDecimal(value);
  };
  const circular = (
    <Group
      title={i("group.circular")}
      open={line.circular !== null || problemAt(failure, "circular") !== undefined}
      lead={i("circularLead")}
    >
      <div className="form-grid">
        {choice(
          "circular.materialClass",
          i("circular.materialClass.label"),
          [
            ["", i("circular.materialClass.unsaid")],
            ["metal", i("circular.materialClass.metal")],
            ["other", i("circular.materialClass.other")],
          ],
          line.circular?.materialClass,
          i("circular.materialClass.help"),
        )}
        {circularNumbers.map((name) => (
          <Fragment key={name}>
            {text(`circular.${name}`, i(`circular.${name}.label`), line.circular?.[name], {
              decimal: true,
              help: i(`circular.${name}.help`),
              hint: name === "A" ? (byDefault(null) ?? "0.5") : name.startsWith("Q") ? "1" : "0",
            })}
          </Fragment>
        ))}
        {circularQuantities.map((name) => (
          <Fragment key={name}>
            {quantity(
              `circular.${name}`,
              i(`circular.${name}.label`),
              line.circular?.[name],
              circularUnits[name],
              i(`circular.${name}.help`),
            )}
          </Fragment>
        ))}
      </div>
    </Group>
  );

  const endOfLife = (
    <Group
      title={i("group.endOfLife")}
      open={
        line.recoveredShare !== null || line.endOfLife !== null || hasError("recoveredShare", "endOfLife")
      }
      lead={i("endOfLifeLead")}
    >
      <div className="form-grid">
        {text("recoveredShare", i("recoveredShare"), line.recoveredShare, { decimal: true, hint: "0" })}
        {choice(
          "endOfLife.basis",
          i("endOfLifeBasis"),
          [
            ["per_kg", i("endOfLifePerKg")],
            ["absolute", i("endOfLifeOnce")],
          ],
          line.endOfLife?.basis,
        )}
        {quantity(
          "endOfLife.value",
          i("endOfLifeValue"),
          line.endOfLife?.value,
          "kgCO2e/kg",
          i("endOfLifeHelp"),
        )}
      </div>
    </Group>
  );

  const cut = (
    <Group title={i("group.cut")} open={line.cut || hasError("cut", "cutReason")} lead={i("cutLead")}>
      {check("cut", i("cut"), line.cut, setIsCut)}
      {hasError("cut") ? <p className="field-error">{errorAt("cut")}</p> : null}
      {isCut ? text("cutReason", i("cutReason"), line.cutReason) : null}
    </Group>
  );

  const isRead = (...members: readonly string[]) =>
    members.some((member) => rules?.members.some((known) => known === member) ?? false);
  const ofMaterial = [
    { key: "recycled", node: recycled, isUsed: true },
    { key: "circular", node: circular, isUsed: isRead("cff") },
    { key: "endOfLife", node: endOfLife, isUsed: isRead("Rstar", "eol") },
    { key: "cut", node: cut, isUsed: true },
  ];
  const kept = kind === "material" ? ofMaterial.filter(({ isUsed }) => !isUsed) : [];
  const isFilled = line.circular !== null || line.recoveredShare !== null || line.endOfLife !== null;

  return (
    <>
      <input type="hidden" name="shownFlags" value="1" />
      {isNew ? (
        <div className="form-grid">
          {names}
          {stageChoice}
          {component}
        </div>
      ) : null}
      <div className="form-grid">
        {text("amount", t("declaration.amount"), line.amount, { decimal: true })}
        {text("amountUnit", t("declaration.amountUnit"), line.amountUnit ?? amountUnit, {
          help: t("declaration.amountUnitHelp"),
        })}
        {kind === "transport" ? (
          <>
            {text("distance", t("declaration.distance"), line.distance, { decimal: true })}
            {text("distanceUnit", t("declaration.distanceUnit"), line.distanceUnit ?? "km")}
            {choice(
              "transportMode",
              t("declaration.transportMode"),
              Object.entries(words.mode),
              line.transportMode ?? "road",
            )}
          </>
        ) : null}
        {kind === "electricity" && sources.length === 0
          ? choice(
              "electricityModel",
              t("declaration.electricityModel"),
              electricityModels,
              line.electricityModel ?? "national_average",
            )
          : null}
        {choice("dataKind", t("declaration.dataKind"), Object.entries(words.dataKind), line.dataKind)}
      </div>
      {sources.length > 0 ? null : (
        <div className="form-grid">
          <FactorPicker
            {...{ form, factors, per: perKind[kind], name: "factorId" }}
            labels={{ find: t("declaration.factorFind"), choice: t("declaration.factorChoice") }}
            error={errorAt("factorId")}
            chosen={factorId}
            onChoose={chooseFactor}
          />
          {factorId === "" ? (
            <>
              {text("factorValue", t("declaration.factorValue"), line.factorValue, { decimal: true })}
              {text("factorUnit", t("declaration.factorUnit"), line.factorUnit ?? factorUnit, {
                help: t("declaration.factorUnitHelp"),
              })}
            </>
          ) : null}
        </div>
      )}
      {supplier === null ? null : (
        <p className="small">{i(`supplierFigure.${supplier.signature}`, { name: supplier.name })}</p>
      )}
      {kind === "electricity" ? (
        <Group
          title={i("group.sources")}
          open={sources.length > 0 || hasError("electricitySources")}
          lead={i("sourcesLead")}
        >
          <input type="hidden" name="shownSources" value="1" />
          <input type="hidden" name="sourceCount" value={sources.length} />
          {hasError("electricitySources") ? (
            <p className="field-error">{errorAt("electricitySources")}</p>
          ) : null}
          {sources.map((chosen, place) => {
            const at = `electricitySources[${place}]`;
            const source = line.electricitySources?.[place];
            return (
              // Sources have no name of their own; the last one is the one taken away.
              <fieldset key={at}>
                <legend>{i("sourceNumber", { number: place + 1 })}</legend>
                <div className="form-grid">
                  {text(`${at}.share`, i("sourceShare"), source?.share, { decimal: true })}
                  {choice(
                    `${at}.model`,
                    t("declaration.electricityModel"),
                    electricityModels,
                    source?.model ?? "national_average",
                  )}
                  <FactorPicker
                    {...{ form, factors, per: "energy" }}
                    name={`${at}.factorId`}
                    labels={{ find: t("declaration.factorFind"), choice: t("declaration.factorChoice") }}
                    error={errorAt(`${at}.factorId`)}
                    chosen={chosen}
                    onChoose={(id) => setSources((all) => all.map((one, at) => (at === place ? id : one)))}
                  />
                  {chosen === ""
                    ? quantity(`${at}.factor`, t("declaration.factorValue"), source?.factor, "kgCO2e/kWh")
                    : null}
                </div>
              </fieldset>
            );
          })}
          <div className="actions">
            <button
              type="button"
              onClick={() => setSources((all) => (all.length === 0 ? ["", ""] : [...all, ""]))}
            >
              {i(sources.length === 0 ? "sourcesBegin" : "sourceAdd")}
            </button>
            {sources.length === 0 ? null : (
              <button
                type="button"
                onClick={() => setSources((all) => (all.length <= 2 ? [] : all.slice(0, -1)))}
              >
                {i(sources.length <= 2 ? "sourcesEnd" : "sourceRemove")}
              </button>
            )}
          </div>
        </Group>
      ) : null}
      {kind === "transport" ? (
        <Group title={i("group.transport")} open={line.emptyShare !== null || hasError("emptyShare")}>
          {text("emptyShare", i("emptyShare"), line.emptyShare, {
            ...{ decimal: true, hint: "0", help: i("emptyShareHelp") },
          })}
        </Group>
      ) : null}
      {kind === "material"
        ? ofMaterial
            .filter(({ isUsed }) => isUsed)
            .map(({ key, node }) => <Fragment key={key}>{node}</Fragment>)
        : null}
      <Group
        title={i("group.quality")}
        open={
          line.quality !== null ||
          proposed !== null ||
          line.uncertainty !== null ||
          hasError("quality", "uncertainty.value", "uncertainty")
        }
        lead={proposed === null ? i("qualityLead") : i("qualityFromFactor")}
      >
        <div className="form-grid" ref={rating}>
          {criteria.map((name) => (
            // Another proposal is another list, which begins with it.
            <Fragment key={`${name} ${proposed?.[name] ?? ""}`}>
              {choice(
                `quality.${name}`,
                i(`score.${name}.label`),
                [
                  ["", i("unrated")],
                  ...scoresOf(proposed?.[name] ?? line.quality?.[name]).map(
                    (score): readonly [string, string] => [
                      score,
                      i("scoreMeans", { score, meaning: wordIn(own.score[name], `s${score}`) }),
                    ],
                  ),
                ],
                proposed?.[name] ?? line.quality?.[name],
              )}
            </Fragment>
          ))}
          {choice(
            "uncertainty.distribution",
            i("uncertainty"),
            [
              ["", i("uncertaintyNone")],
              ...distributions.map((name): readonly [string, string] => [name, i(`distribution.${name}`)]),
            ],
            line.uncertainty?.distribution,
          )}
          {text(
            "uncertainty.value",
            i("uncertaintyValue"),
            line.uncertainty === null
              ? ""
              : "gsd" in line.uncertainty
                ? line.uncertainty.gsd
                : line.uncertainty.spread,
            { decimal: true, help: i("uncertaintyHelp") },
          )}
        </div>
      </Group>
      <Group
        title={i("group.more")}
        open={
          hasError("geography", "activityYear", "factorGwpSet", "component", "stage", "nameEn", "nameZh") &&
          !isNew
        }
      >
        <div className="form-grid">
          {isNew ? null : (
            <>
              {names}
              {stageChoice}
              {component}
            </>
          )}
          {text("geography", i("lineGeography"), line.geography, { help: i("geographyHelp") })}
          {text(
            "activityYear",
            i("activityYear"),
            line.activityYear === null ? "" : String(line.activityYear),
            {
              decimal: true,
            },
          )}
          {choice(
            "factorGwpSet",
            i("factorGwpSet"),
            [
              ["", i("gwpSetOfInventory")],
              ...[...selectableGwpSets].map((set): readonly [string, string] => [set, `IPCC ${set}`]),
            ],
            line.factorGwpSet,
            i("factorGwpSetHelp"),
          )}
        </div>
        {check("credit", i("credit"), line.credit)}
        {check("confidential", i("confidential"), line.confidential)}
      </Group>
      {kept.length === 0 ? null : (
        <Group
          title={i("group.kept")}
          lead={i("keptLead")}
          open={hasError("circular", "recoveredShare", "endOfLife")}
          mark={isFilled ? i("filled") : undefined}
        >
          {kept.map(({ key, node }) => (
            <Fragment key={key}>{node}</Fragment>
          ))}
        </Group>
      )}
      <div className="form-grid">
        {text("sourceEn", t("declaration.sourceEn"), line.sourceEn)}
        {text("sourceZh", t("declaration.sourceZh"), line.sourceZh)}
      </div>
    </>
  );
}

/** Members of a line that a notice on top of the form can lead to, by the words of their fields. */
export function useFieldLabels(line: InventoryLine): Readonly<Record<string, string>> {
  const { t, words } = useText();
  const { t: i } = useTextOf("inventory");
  const circular = [...circularNumbers, ...circularQuantities].map((name): readonly [string, string] => [
    `circular.${name}`,
    i(`circular.${name}.label`),
  ]);
  const scores = criteria.map((name): readonly [string, string] => [
    `quality.${name}`,
    i(`score.${name}.label`),
  ]);
  const sources = (line.electricitySources ?? ["", "", "", ""]).flatMap((_, place) =>
    [
      ["share", i("sourceShare")],
      ["model", t("declaration.electricityModel")],
      ["factorId", t("declaration.factorChoice")],
      ["factor", t("declaration.factorValue")],
    ].map(([name, label]): readonly [string, string] => [
      `electricitySources[${place}].${name}`,
      `${i("sourceNumber", { number: place + 1 })}, ${label}`,
    ]),
  );
  const { circular: _, endOfLife: __, electricitySources: ___, cut: ____, ...plain } = words.field;
  return {
    ...plain,
    nameEn: t("declaration.nameEn"),
    nameZh: t("declaration.nameZh"),
    geography: i("lineGeography"),
    activityYear: i("activityYear"),
    "endOfLife.value": i("endOfLifeValue"),
    "uncertainty.value": i("uncertaintyValue"),
    ...Object.fromEntries([...circular, ...scores, ...sources]),
  };
}

/** Scores that are offered: the five whole ones, and one in between that was imported. */
function scoresOf(kept: string | undefined): readonly string[] {
  const whole = ["1", "2", "3", "4", "5"];
  return kept === undefined || whole.includes(kept) ? whole : [...whole, kept];
}

/** Fields that not every line needs. Opens by itself where it says something, and with a problem inside. */
function Group({
  title,
  open,
  lead,
  mark,
  children,
}: {
  readonly title: string;
  readonly open: boolean;
  readonly lead?: string;
  readonly mark?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <details className="field-group" open={open || undefined}>
      <summary>
        {title}
        {mark === undefined ? null : (
          <>
            {" "}
            <span className="tag">{mark}</span>
          </>
        )}
      </summary>
      {lead === undefined ? null : <p className="small muted">{lead}</p>}
      {children}
    </details>
  );
}
