"use client";

import { Fragment, useId, useRef, useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { selectableGwpSets } from "../../../../server/domain/carbon-footprint/gwp.ts";
import type { InventoryHeader } from "../../../../server/domain/carbon-footprint/inventory.ts";
import type { InventoryParameters } from "../../../../server/domain/carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { findMethod, methodVersions } from "../../../../server/domain/carbon-footprint/method.ts";
import type { MethodVersion } from "../../../../server/domain/carbon-footprint/method.ts";
import { stageUnder } from "../../../../server/domain/carbon-footprint/stage.ts";
import { categoryDefaults } from "../../../../server/domain/carbon-footprint/total-energy.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { problemAt } from "../../../_ui/failure.ts";
import { Field } from "../../../_ui/field.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { asStated, day, footprintShown, percent, unitShown } from "../../../_ui/shown.ts";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { useDropOnLeave, useLiveInventory, useWhole } from "./live-inventory.tsx";
import { bracketed, signs } from "../../../_ui/signs.ts";
import type { Language } from "../../../_text/languages.ts";

interface HeadProps {
  readonly id: string;
  readonly lock: number;
  readonly editable: boolean;
  readonly title: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly cfp: string | null;
  /** A model's footprint is per kWh of total energy, so that methods with another denominator are not for it. */
  readonly isOfModel: boolean;
}

/** By which rules the inventory is calculated, and their change. */
export function Head(props: HeadProps) {
  const { language, words } = useText();
  const { t: i } = useTextOf("inventory");
  const { header } = useLiveInventory();
  const [open, setOpen] = useState(false);
  const { colon, comma } = signs(language);
  const { parameters = {} } = header;
  const method = findMethod(header.method, header.methodVersion ?? null);
  const { cutoff } = parameters;
  const threshold = percent(cutoff?.threshold ?? method?.cutOff.threshold ?? "0.01");
  const limit = cutoff?.cumulativeLimit ?? method?.cutOff.cumulativeLimit ?? null;
  const rounding = parameters.rounding ?? "half_up";
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [i("head.inventoryTitle"), props.title],
    [
      i("head.method"),
      `${wordIn(words.method, header.method)}${bracketed(language, header.methodVersion ?? method?.version ?? "")}`,
    ],
    [
      i("head.period"),
      i("head.periodValue", { from: day(language, props.periodStart), to: day(language, props.periodEnd) }),
    ],
    [
      i("head.gwpSet"),
      `IPCC ${header.gwpSet}${parameters.allowMixedGwp === true ? `${comma}${i("head.mixedAllowed")}` : ""}`,
    ],
    [i("head.A"), allocationShown(parameters, method, i)],
    [
      i("head.cutoff"),
      [
        i(cutoff?.auto === true ? "head.cutoffAuto" : "head.cutoffFlagged", { threshold }),
        ...(limit === null ? [] : [i("head.cutoffLimit", { limit: percent(limit) })]),
      ].join(comma),
    ],
    [i("head.rounding"), i(`head.roundings.${rounding}`)],
    [i("head.dqrScheme"), i(`head.schemes.${parameters.dqrScheme ?? method?.dataQuality.scheme ?? "three"}`)],
    [i("head.productEol"), printed(language, parameters.productEol)],
    [i("head.output"), printed(language, parameters.output)],
    [i("head.fecEvidence"), parameters.fecEvidence],
  ];
  return (
    <div className="stack">
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === null || value === undefined ? null : (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
        )}
      </dl>
      {!props.editable ? null : open ? (
        <HeadForm {...props} onLeave={() => setOpen(false)} />
      ) : (
        <div className="actions on-screen">
          <button
            type="button"
            onClick={() => setOpen(true)}
            aria-label={`${i("head.change")}${colon}${i("head.title")}`}
          >
            {i("head.change")}
          </button>
        </div>
      )}
    </div>
  );
}

function HeadForm({
  id,
  lock,
  title,
  periodStart,
  periodEnd,
  cfp,
  isOfModel,
  onLeave,
}: HeadProps & { readonly onLeave: () => void }) {
  const { t, words, problem } = useText();
  const { t: i } = useTextOf("inventory");
  const { act, running, failure } = useAct();
  const { header, tryHeader, drop } = useLiveInventory();
  const lines = useWhole();
  const { parameters = {} } = header;
  const [name, setName] = useState(header.method);
  const [rounding, setRounding] = useState(parameters.rounding ?? "half_up");
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  useDropOnLeave();
  const method = findMethod(name, name === header.method ? (header.methodVersion ?? null) : null);
  const offered = [...new Set(methodVersions.map((version) => version.name))].filter(
    (known) => known === header.method || !isOfModel || findMethod(known)?.energyRules != null,
  );

  function typedNow() {
    const data = new FormData(element.current ?? undefined);
    const typed = (field: string) => textOfEntry(data.get(field)).trim();
    const orNull = (field: string) => typed(field) || null;
    const quantity = (field: string) =>
      typed(field) === "" ? null : { value: typed(field), unit: typed(`${field}.unit`) };
    const threshold = typed("parameters.cutoff.threshold");
    const cumulativeLimit = typed("parameters.cutoff.cumulativeLimit");
    const auto = data.has("parameters.cutoff.auto");
    const dqrScheme = typed("parameters.dqrScheme");
    const isCut = threshold !== "" || cumulativeLimit !== "" || auto;
    return {
      title: typed("title"),
      ...(typed("method") === header.method ? {} : { method: typed("method") }),
      gwpSet: typed("gwpSet"),
      periodStart: typed("periodStart"),
      periodEnd: typed("periodEnd"),
      parameters: {
        A: orNull("parameters.A"),
        allowMixedGwp: data.has("parameters.allowMixedGwp") ? true : null,
        cutoff: isCut
          ? {
              ...(threshold === "" ? {} : { threshold }),
              ...(cumulativeLimit === "" ? {} : { cumulativeLimit }),
              ...(auto ? { auto } : {}),
            }
          : null,
        rounding: typed("parameters.rounding") === "half_even" ? ("half_even" as const) : null,
        dqrScheme: schemes.find((known) => known === dqrScheme) ?? null,
        productEol: quantity("parameters.productEol"),
        output: quantity("parameters.output"),
        fecEvidence: orNull("parameters.fecEvidence"),
      },
    };
  }

  function recalculate(): void {
    const typed = typedNow();
    const stated = Object.entries(typed.parameters).filter(([, value]) => value !== null);
    const isOther = typed.method !== undefined;
    const { methodVersion, ...rest } = header;
    tryHeader({
      ...rest,
      ...(isOther || methodVersion === undefined ? {} : { methodVersion }),
      method: typed.method ?? header.method,
      gwpSet: typed.gwpSet,
      parameters: Object.fromEntries(stated),
    });
  }

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const saved = await act(() => trpc.footprint.changeHeader.mutate({ id, lock, header: typedNow() }));
    if (saved !== null) onLeave();
  }

  function leave(): void {
    drop();
    onLeave();
  }

  const errorAt = (field: string) => {
    const found = problemAt(failure, field);
    return found === undefined ? undefined : problem(found);
  };
  const labels = {
    title: i("head.inventoryTitle"),
    method: i("head.method"),
    gwpSet: i("head.gwpSet"),
    periodStart: t("newDeclaration.periodStart"),
    periodEnd: t("newDeclaration.periodEnd"),
    "parameters.A": i("head.A"),
    "parameters.cutoff.threshold": i("head.threshold"),
    "parameters.cutoff.cumulativeLimit": i("head.cumulativeLimit"),
    "parameters.rounding": i("head.rounding"),
    "parameters.dqrScheme": i("head.dqrScheme"),
    "parameters.productEol": i("head.productEol"),
    "parameters.output": i("head.output"),
    "parameters.fecEvidence": i("head.fecEvidence"),
  };
  const input = (
    field: keyof typeof labels,
    initial: string | undefined,
    more: { readonly help?: string; readonly type?: "date"; readonly hint?: string } = {},
  ) => (
    <Field form={form} name={field} label={labels[field]} help={more.help} error={errorAt(field)}>
      {(control) => (
        <input
          {...control}
          type={more.type ?? "text"}
          autoComplete="off"
          placeholder={more.hint}
          defaultValue={initial ?? ""}
        />
      )}
    </Field>
  );
  const select = (
    field: keyof typeof labels,
    initial: string,
    options: readonly (readonly [string, string])[],
    onChange?: (value: string) => void,
  ) => (
    <Field form={form} name={field} label={labels[field]} error={errorAt(field)}>
      {(control) => (
        <select
          {...control}
          defaultValue={initial}
          onChange={onChange === undefined ? undefined : (event) => onChange(event.target.value)}
        >
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const quantity = (
    field: "parameters.productEol" | "parameters.output",
    initial: { readonly value: string; readonly unit: string } | undefined,
    usual: string,
    help: string,
  ) => (
    <Field form={form} name={field} label={labels[field]} help={help} error={errorAt(field)}>
      {(control) => (
        <span className="quantity">
          <input
            {...control}
            type="text"
            inputMode="decimal"
            className="number"
            defaultValue={initial?.value ?? ""}
          />
          <input
            name={`${field}.unit`}
            aria-label={i("unitOf", { name: labels[field] })}
            type="text"
            autoComplete="off"
            defaultValue={initial?.unit ?? usual}
          />
        </span>
      )}
    </Field>
  );
  const { allocation = null } = method ?? {};
  const limit = method?.cutOff.cumulativeLimit ?? null;

  return (
    <form
      method="post"
      ref={element}
      className="form"
      noValidate
      aria-label={i("head.title")}
      onSubmit={(event) => void save(event)}
      onChange={() => queueMicrotask(recalculate)}
      onKeyDown={(event) => {
        if (event.key === "Escape") leave();
      }}
    >
      <FailureNotice failure={failure} form={form} fields={labels} />
      <div className="form-grid">
        {select(
          "method",
          header.method,
          offered.map((known) => [known, wordIn(words.method, known)]),
          setName,
        )}
        {select(
          "gwpSet",
          header.gwpSet,
          [...selectableGwpSets].map((set) => [set, `IPCC ${set}`]),
        )}
      </div>
      {name === header.method || method === null || lines === null ? null : (
        <SwitchWords lines={lines} header={header} method={method} />
      )}
      <div className="form-grid">
        {input("title", title)}
        {input("periodStart", periodStart, { type: "date" })}
        {input("periodEnd", periodEnd, { type: "date" })}
      </div>
      <div className="form-grid">
        {input("parameters.A", parameters.A, {
          ...(allocation?.byDefault == null
            ? { help: i("head.ANone") }
            : {
                help: i("head.ARange", { lowest: allocation.lowest, highest: allocation.highest }),
                hint: allocation.byDefault,
              }),
        })}
        {input("parameters.cutoff.threshold", parameters.cutoff?.threshold, {
          help: i("head.thresholdHelp", { threshold: method?.cutOff.threshold ?? "0.01" }),
          hint: method?.cutOff.threshold ?? "0.01",
        })}
        {input("parameters.cutoff.cumulativeLimit", parameters.cutoff?.cumulativeLimit, {
          help: i("head.cumulativeLimitHelp", { limit: limit ?? i("head.noLimit") }),
        })}
      </div>
      <div className="stack">
        <label className="check-line">
          <input
            type="checkbox"
            name="parameters.cutoff.auto"
            defaultChecked={parameters.cutoff?.auto === true}
          />
          {i("head.auto")}
        </label>
        <label className="check-line">
          <input
            type="checkbox"
            name="parameters.allowMixedGwp"
            defaultChecked={parameters.allowMixedGwp === true}
          />
          {i("head.allowMixedGwp")}
        </label>
      </div>
      <div className="form-grid">
        {select(
          "parameters.rounding",
          rounding,
          (["half_up", "half_even"] as const).map((mode) => [mode, i(`head.roundings.${mode}`)]),
          (mode) => setRounding(mode === "half_even" ? "half_even" : "half_up"),
        )}
        {select(
          "parameters.dqrScheme",
          parameters.dqrScheme ?? method?.dataQuality.scheme ?? "three",
          schemes.map((scheme) => [scheme, i(`head.schemes.${scheme}`)]),
        )}
      </div>
      {cfp === null ? null : (
        <p className="small muted">{i("head.sample", { value: footprintShown(cfp, 3, rounding) })}</p>
      )}
      <div className="form-grid">
        {quantity("parameters.productEol", parameters.productEol, "kgCO2e", i("head.productEolHelp"))}
        {quantity("parameters.output", parameters.output, "piece", i("head.outputHelp"))}
        {input("parameters.fecEvidence", parameters.fecEvidence, { help: i("head.fecEvidenceHelp") })}
      </div>
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("action.running") : t("action.save")}
        </button>
        <button type="button" onClick={leave}>
          {t("action.cancel")}
        </button>
      </div>
    </form>
  );
}

const schemes = ["three", "pef4"] as const;

/** What another method does with this inventory, before it is chosen. */
function SwitchWords({
  lines,
  header,
  method,
}: {
  readonly lines: readonly InventoryLine[];
  readonly header: InventoryHeader;
  readonly method: MethodVersion;
}) {
  const { words } = useText();
  const { t: i } = useTextOf("inventory");
  const counted = lines.filter(({ publishedProblem }) => publishedProblem === null);
  const outside = counted.filter(({ stage, kind }) => stageUnder(method.name, stage, kind) === null);
  const reads = (member: string) => method.members.some((known) => known === member);
  const unread = counted.filter(
    ({ circular, recoveredShare, endOfLife }) =>
      (circular !== null && !reads("cff")) ||
      (recoveredShare !== null && !reads("Rstar")) ||
      (endOfLife !== null && !reads("eol")),
  );
  const refused = counted.filter(({ kind, electricityModel, electricitySources }) => {
    const models = electricitySources?.map(({ model }) => model) ?? [electricityModel];
    return (
      kind === "electricity" &&
      models.some((model) => !method.electricityModels.some((known) => known === model))
    );
  });
  const category = "vehicleCategory" in header.energy ? header.energy.vehicleCategory : null;
  const needsCategory =
    method.energyRules !== null &&
    typeof category === "string" &&
    categoryDefaults(method.energyRules, category) === null;
  const isLeft = header.parameters?.A !== undefined && method.allocation?.byDefault == null;
  return (
    <div className="notice notice-info" role="status">
      <div className="notice-title">{i("head.switchTo", { method: wordIn(words.method, method.name) })}</div>
      <ul>
        <li>{i("head.switchOutside", { count: outside.length })}</li>
        <li>{i("head.switchUnread", { count: unread.length })}</li>
        {refused.length === 0 ? null : <li>{i("head.switchElectricity", { count: refused.length })}</li>}
        {needsCategory ? <li>{i("head.switchCategory")}</li> : null}
        {isLeft ? <li>{i("head.switchA")}</li> : null}
      </ul>
    </div>
  );
}

function allocationShown(
  { A }: InventoryParameters,
  method: MethodVersion | null,
  i: ReturnType<typeof useTextOf<"inventory">>["t"],
): string {
  const rules = method?.allocation ?? null;
  if (rules === null || rules.byDefault === null) return i("head.ANone");
  if (A !== undefined) return A;
  return rules.forMetals === null
    ? i("head.ADefault", { value: rules.byDefault })
    : i("head.ADefaultMetals", { value: rules.byDefault, metals: rules.forMetals });
}

function printed(
  language: Language,
  quantity: { readonly value: string; readonly unit: string } | undefined,
): string | null {
  return quantity === undefined ? null : `${asStated(quantity.value)} ${unitShown(quantity.unit, language)}`;
}
