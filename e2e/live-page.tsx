import { createRoot } from "react-dom/client";
import { calculateFootprint } from "../server/domain/carbon-footprint/footprint.ts";
import { toPcfRequest } from "../server/domain/carbon-footprint/inventory.ts";
import { emptyLine } from "../server/domain/carbon-footprint/inventory-line.ts";
import type { InventoryLine } from "../server/domain/carbon-footprint/inventory-line.ts";
import { compactLine } from "../server/domain/carbon-footprint/compact-line.ts";
import { LinesTable } from "../app/console/declarations/[id]/lines-table.tsx";
import { LiveInventoryProvider } from "../app/console/declarations/[id]/live-inventory.tsx";
import { ResultStrip } from "../app/console/declarations/[id]/result-strip.tsx";
import { ConsoleText } from "../app/_ui/console-text.tsx";
import { MoreText } from "../app/_ui/more-text.tsx";
import { consoleText } from "../app/_text/en/console.ts";
import { inventoryText } from "../app/_text/en/inventory.ts";
import { problemsText } from "../app/_text/en/problems.ts";

/**
 * The editor of an inventory of a thousand lines in a page of its own, without a registry: what server/bench/live-result.ts
 * types into. The components are those of the console, rendered by the production React.
 */
const lines: readonly InventoryLine[] = Array.from({ length: 1000 }, (_, place) => ({
  ...emptyLine,
  ...{ code: `line-${place}`, position: place, kind: "material", stage: "raw_materials" },
  ...{ nameEn: `Material number ${place}`, nameZh: `材料 ${place}`, component: `Component ${place % 20}` },
  ...{ amount: `${(place % 97) + 1}.${String((place * 7919) % 1000).padStart(3, "0")}`, amountUnit: "kg" },
  ...{ factorValue: `${(place % 23) + 1}.${String((place * 104_729) % 100).padStart(2, "0")}` },
  ...{ factorUnit: "kgCO2e/kg", sourceEn: "bench", sourceZh: "bench" },
  circular: place % 4 === 0 ? { R1: "0.1", R2: "0.9", ...circularFactors() } : null,
}));

const header = {
  ...{ method: "eu-cfb-ev", gwpSet: "AR6" },
  energy: {
    usableCapacity: { value: "100", unit: "kWh" },
    vehicleCategory: "M1",
    warrantyYears: { value: "8", unit: "a" },
  },
};

function circularFactors() {
  const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
  return { Erec: perKg("1.5"), ErecEoL: perKg("2.25"), ED: perKg("0.1") };
}

const result = calculateFootprint(toPcfRequest(lines, header).request);
if ("errors" in result) throw new Error(JSON.stringify(result.errors.slice(0, 3)));
const compact = lines.map(compactLine);
const place = document.createElement("main");
document.body.append(place);
createRoot(place).render(
  <ConsoleText language="en" locale="en-GB" messages={{ console: consoleText, problems: problemsText }}>
    <MoreText messages={{ inventory: inventoryText }}>
      <LiveInventoryProvider id="bench" lines={compact} count={compact.length} lock={1} header={header}>
        <ResultStrip
          lock={1}
          cfp={result.cfp}
          unit="kgCO2e/kWh"
          label="Carbon footprint"
          rounding="half_up"
        />
        <div id="inventory">
          <LinesTable
            {...{
              id: "bench",
              lock: 1,
              editable: true,
              factors: [],
              components: [],
              used: {},
              suppliers: {},
            }}
            linesKg={result.linesKg}
            total={result.totalKg}
            foundKg={null}
            rounding="half_up"
          />
        </div>
      </LiveInventoryProvider>
    </MoreText>
  </ConsoleText>,
);

/** Types one amount after the other and waits each time until the strip shows another result. */
async function typeKeys(count: number): Promise<number[]> {
  const input = document.querySelector<HTMLInputElement>('.edit-row input[name="amount"]');
  if (input === null) throw new Error("The form of the line did not open.");
  const shown = () => document.querySelector("[data-testid=would-be]")?.textContent ?? "";
  const times: number[] = [];
  for (let key = 0; key < count; key += 1) {
    const before = shown();
    const start = performance.now();
    // As a hand does it: React sees no change of a value it has set itself.
    Reflect.set(HTMLInputElement.prototype, "value", `${key + 2}17.25`, input);
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (shown() === before && performance.now() - start < 10_000);
    if (shown() === before) throw new Error("The result did not follow the key.");
    document.querySelector(".result-strip")?.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}

Object.assign(window, { typeKeys });
