"use client";

import { useState } from "react";
import { categoryDefaults, energyRules } from "../../../../server/domain/carbon-footprint/total-energy.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { asStated, unitShown } from "../../../_ui/shown.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { energyFields, typedEnergy } from "../../energy-fields.ts";

interface DenominatorProps {
  readonly id: string;
  readonly lock: number;
  readonly editable: boolean;
  readonly method: string;
  /** In the form of the calculation request. */
  readonly energy: Readonly<Record<string, unknown>>;
  readonly totalEnergyKWh: string | null;
}

/** What the total is divided by, the formula with the numbers in it, and its change. */
export function Denominator({ id, lock, editable, method, energy, totalEnergyKWh }: DenominatorProps) {
  const text = useText();
  const { t, words } = text;
  const { act, running, failure, setFailure } = useAct();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const output = quantityIn(energy["output"]);
  const capacity = quantityIn(energy["usableCapacity"]);
  const years = quantityIn(energy["warrantyYears"]);
  const distance = quantityIn(energy["warrantyKm"]);
  const cycles = quantityIn(energy["fecPerYear"]);
  const category = typeof energy["vehicleCategory"] === "string" ? energy["vehicleCategory"] : "";

  function close(): void {
    setFailure(null);
    setChosen(null);
    setOpen(false);
  }

  const change = !editable ? null : open ? null : (
    <div className="actions">
      <button type="button" onClick={() => setOpen(true)}>
        {t("declaration.changeEnergy")}
      </button>
    </div>
  );

  if (output !== null) {
    return (
      <div className="stack">
        <p className="formula">{printed(output)}</p>
        {change}
        {open ? (
          <FieldsForm
            submit={t("action.save")}
            running={running}
            failure={failure}
            onCancel={close}
            fields={[
              {
                name: "output",
                label: `${t("declaration.output")} (${output.unit})`,
                initial: output.value,
                kind: "decimal",
              },
            ]}
            onSubmit={async (typed) => {
              const saved = await act(() =>
                trpc.footprint.changeEnergy.mutate({
                  id,
                  lock,
                  energy: { output: { value: typed("output"), unit: output.unit } },
                }),
              );
              if (saved !== null) setOpen(false);
              return saved !== null;
            }}
          />
        ) : null}
      </div>
    );
  }

  /** A rated capacity that stands in for the usable one says so in words, not in its unit. */
  const capacityShown = ({ value, unit }: Quantity): string => {
    const [plain = unit, rated] = unit.split(" ");
    const shown = printed({ value, unit: plain });
    return rated === "rated" ? t("declaration.ratedInstead", { capacity: shown }) : shown;
  };
  // No category has the same name in both worlds.
  const defaults = categoryDefaults(energyRules.mee, category) ?? categoryDefaults(energyRules.eu, category);
  const defaultCycles = defaults?.fecPerYear;
  const cyclesShown =
    cycles === null
      ? t("declaration.defaultCycles", { cycles: defaultCycles ?? "?" })
      : cycles.unit === "1/a"
        ? t("declaration.cyclesPerYear", { cycles: asStated(cycles.value) })
        : printed(cycles);
  return (
    <div className="stack">
      <p className="formula">
        {t("declaration.formula")} ={" "}
        {t("declaration.formulaFilled", {
          capacity: capacity === null ? "?" : capacityShown(capacity),
          cycles: cyclesShown,
          years:
            years === null
              ? "?"
              : years.unit === "a"
                ? t("declaration.years", { years: asStated(years.value) })
                : printed(years),
          result: totalEnergyKWh === null ? "?" : `${asStated(totalEnergyKWh)} kWh`,
        })}
      </p>
      <p className="muted">
        {t("declaration.formulaWords", { category: wordIn(words.vehicleCategory, category) })}
      </p>
      {change}
      {open ? (
        <FieldsForm
          submit={t("action.save")}
          running={running}
          failure={failure}
          onCancel={close}
          fields={energyFields(
            text,
            { method, category: chosen ?? category },
            {
              usableCapacity: capacity?.value ?? "",
              warrantyYears: years?.value ?? "",
              warrantyKm: distance?.value ?? "",
              kmPerYear: typeof energy["kmPerYear"] === "string" ? energy["kmPerYear"] : "",
              fecPerYear: cycles?.value ?? "",
            },
            setChosen,
          )}
          onSubmit={async (typed) => {
            // A rated capacity that another number takes the place of is a usable one from then on.
            const isKept = capacity !== null && typed("usableCapacity") === capacity.value;
            const saved = await act(() =>
              trpc.footprint.changeEnergy.mutate({
                id,
                lock,
                energy: typedEnergy(typed, {
                  usableCapacity: isKept ? capacity.unit : (capacity?.unit.split(" ")[0] ?? "kWh"),
                  warrantyYears: years?.unit ?? "a",
                  warrantyKm: distance?.unit ?? "km",
                  fecPerYear: cycles?.unit ?? "1/a",
                }),
              }),
            );
            if (saved !== null) setOpen(false);
            return saved !== null;
          }}
        />
      ) : null}
    </div>
  );
}

interface Quantity {
  readonly value: string;
  readonly unit: string;
}

function quantityIn(value: unknown): Quantity | null {
  if (typeof value !== "object" || value === null || !("value" in value) || !("unit" in value)) return null;
  return typeof value.value === "string" && typeof value.unit === "string"
    ? { value: value.value, unit: value.unit }
    : null;
}

function printed({ value, unit }: Quantity): string {
  return `${asStated(value)} ${unitShown(unit)}`;
}
