"use client";

import { useState } from "react";
import type { Q } from "../../../../server/domain/carbon-footprint/request.ts";
import { categoryDefaults, energyRules } from "../../../../server/domain/carbon-footprint/total-energy.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { asStated, unitShown } from "../../../_ui/shown.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { energyFields, typedEnergy } from "../../energy-fields.ts";
import type { EnergyName } from "../../energy-fields.ts";
import { useDropOnLeave, useLiveInventory } from "./live-inventory.tsx";
import { bracketed } from "../../../_ui/signs.ts";
import type { Language } from "../../../_text/languages.ts";

interface DenominatorProps {
  readonly id: string;
  readonly lock: number;
  readonly editable: boolean;
  readonly method: string;
  /** In the form of the calculation request. */
  readonly energy: Readonly<Record<string, unknown>>;
  readonly totalEnergyKWh: string | null;
  /** What shows the maker's cycles per year. */
  readonly evidence: string | null;
  /** The output beside the total energy, for a method that divides by it. */
  readonly output: Q | null;
}

/** What the total is divided by, the formula with the numbers in it, and its change. */
export function Denominator(props: DenominatorProps) {
  const { editable, energy, totalEnergyKWh, evidence } = props;
  const { language, t, words } = useText();
  const { t: i } = useTextOf("inventory");
  const [open, setOpen] = useState(false);
  const parts = partsOf(energy);
  const change = !editable ? null : open ? (
    <DenominatorForm {...props} onLeave={() => setOpen(false)} />
  ) : (
    <div className="actions on-screen">
      <button type="button" onClick={() => setOpen(true)}>
        {t("declaration.changeEnergy")}
      </button>
    </div>
  );
  if (parts.output !== null) {
    return (
      <div className="stack">
        <p className="formula">{printed(language, parts.output)}</p>
        {change}
      </div>
    );
  }

  const { capacity, cycles, category } = parts;
  const defaults = defaultsOf(category);
  /** A rated capacity that stands in for the usable one says so in words, not in its unit. */
  const capacityShown = ({ value, unit }: Q): string => {
    const [plain = unit, rated] = unit.split(" ");
    const shown = printed(language, { value, unit: plain });
    return rated === "rated" ? t("declaration.ratedInstead", { capacity: shown }) : shown;
  };
  const cyclesShown =
    cycles === null
      ? t("declaration.defaultCycles", { cycles: defaults?.fecPerYear ?? "?" })
      : cycles.unit === "1/a"
        ? t("declaration.cyclesPerYear", { cycles: asStated(cycles.value) })
        : printed(language, cycles);
  return (
    <div className="stack">
      <p className="formula">
        {t("declaration.formula")} ={" "}
        {t("declaration.formulaFilled", {
          capacity: capacity === null ? "?" : capacityShown(capacity),
          cycles: cyclesShown,
          years: yearsShown(),
          result: totalEnergyKWh === null ? "?" : `${asStated(totalEnergyKWh)} kWh`,
        })}
      </p>
      <p className="muted">
        {i("energy.formulaWords", {
          category: wordIn(words.vehicleCategory, category),
        })}
      </p>
      {cycles === null ? null : (
        <p className={evidence === null ? "warn" : "muted"}>
          {evidence === null ? i("energy.evidenceMissing") : i("energy.evidence", { evidence })}
        </p>
      )}
      {props.output === null ? null : (
        <p className="muted">{i("energy.output", { output: printed(language, props.output) })}</p>
      )}
      {change}
    </div>
  );

  /** Years of the warranty, or the distance of it over that of a year, whichever ends first. */
  function yearsShown(): string {
    const { years, km, kmPerYear } = parts;
    const inYears =
      years === null
        ? null
        : years.unit === "a"
          ? t("declaration.years", { years: asStated(years.value) })
          : printed(language, years);
    if (km === null) return inYears ?? "?";
    const perYear = kmPerYear ?? defaults?.kmPerYear ?? null;
    const distance = { km: printed(language, km), perYear: perYear === null ? "?" : asStated(perYear) };
    return inYears === null
      ? i("energy.byDistance", distance)
      : i("energy.shorter", { years: inYears, ...distance });
  }
}

function DenominatorForm({
  id,
  lock,
  energy,
  method,
  onLeave,
}: DenominatorProps & { readonly onLeave: () => void }) {
  const text = useText();
  const { language, t } = text;
  const { act, running, failure } = useAct();
  const { header, tryHeader } = useLiveInventory();
  const parts = partsOf(energy);
  const { capacity, cycles, years, km, output } = parts;
  const [category, setCategory] = useState(parts.category);
  useDropOnLeave();

  /** What a change would leave: null takes a value away, so that the default holds again. */
  function tryEnergy(changes: Readonly<Record<string, unknown>>): void {
    const stated = Object.entries({ ...energy, ...changes }).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    tryHeader({ ...header, energy: Object.fromEntries(stated) });
  }

  if (output !== null) {
    const typedOutput = (typed: (name: "output") => string) => ({
      output: { value: typed("output"), unit: output.unit },
    });
    return (
      <FieldsForm
        submit={t("action.save")}
        running={running}
        failure={failure}
        onCancel={onLeave}
        fields={[
          {
            name: "output",
            label: `${t("declaration.output")}${bracketed(language, unitShown(output.unit, language))}`,
            initial: output.value,
            kind: "decimal",
          },
        ]}
        onTyped={(typed) => tryEnergy(typedOutput(typed))}
        onSubmit={async (typed) => {
          const saved = await act(() =>
            trpc.footprint.changeEnergy.mutate({ id, lock, energy: typedOutput(typed) }),
          );
          if (saved !== null) onLeave();
          return saved !== null;
        }}
      />
    );
  }

  const typedNow = (typed: (name: EnergyName) => string) => {
    // A rated capacity that another number takes the place of is a usable one from then on.
    const isKept = capacity !== null && typed("usableCapacity") === capacity.value;
    return typedEnergy(typed, {
      usableCapacity: isKept ? capacity.unit : (capacity?.unit.split(" ")[0] ?? "kWh"),
      warrantyYears: years?.unit ?? "a",
      warrantyKm: km?.unit ?? "km",
      fecPerYear: cycles?.unit ?? "1/a",
    });
  };
  return (
    <FieldsForm
      submit={t("action.save")}
      running={running}
      failure={failure}
      onCancel={onLeave}
      fields={energyFields(
        text,
        { method, category },
        {
          usableCapacity: capacity?.value ?? "",
          warrantyYears: years?.value ?? "",
          warrantyKm: km?.value ?? "",
          kmPerYear: parts.kmPerYear ?? "",
          fecPerYear: cycles?.value ?? "",
        },
        setCategory,
      )}
      onTyped={(typed) => tryEnergy(typedNow(typed))}
      onSubmit={async (typed) => {
        const saved = await act(() =>
          trpc.footprint.changeEnergy.mutate({ id, lock, energy: typedNow(typed) }),
        );
        if (saved !== null) onLeave();
        return saved !== null;
      }}
    />
  );
}

function partsOf(energy: Readonly<Record<string, unknown>>) {
  const { kmPerYear, vehicleCategory } = energy;
  return {
    output: quantityIn(energy["output"]),
    capacity: quantityIn(energy["usableCapacity"]),
    years: quantityIn(energy["warrantyYears"]),
    km: quantityIn(energy["warrantyKm"]),
    kmPerYear: typeof kmPerYear === "string" ? kmPerYear : (quantityIn(kmPerYear)?.value ?? null),
    cycles: quantityIn(energy["fecPerYear"]),
    category: typeof vehicleCategory === "string" ? vehicleCategory : "",
  };
}

/** No category has the same name in both worlds. */
function defaultsOf(category: string) {
  return categoryDefaults(energyRules.mee, category) ?? categoryDefaults(energyRules.eu, category);
}

function quantityIn(value: unknown): Q | null {
  if (typeof value !== "object" || value === null || !("value" in value) || !("unit" in value)) return null;
  return typeof value.value === "string" && typeof value.unit === "string"
    ? { value: value.value, unit: value.unit }
    : null;
}

function printed(language: Language, { value, unit }: Q): string {
  return `${asStated(value)} ${unitShown(unit, language)}`;
}
