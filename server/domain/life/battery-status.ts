import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/**
 * The status of a battery: a closed list of five. Recycled is none of them: with recycling the passport ends.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4(c); Art. 77(8).
 */
export const batteryStatuses = ["original", "repurposed", "re-used", "remanufactured", "waste"] as const;
export type BatteryStatus = (typeof batteryStatuses)[number];

/** Reads a status; `E_BATTERY_STATUS` for anything but the five. */
export function parseBatteryStatus(text: string): Parsed<BatteryStatus> {
  const found = batteryStatuses.find((status) => status === text);
  return found === undefined
    ? reject("E_BATTERY_STATUS", "", { value: text.slice(0, 60), expected: batteryStatuses.join(", ") })
    : accept(found);
}

/**
 * The four operations that give a battery a second life, and with it a passport of its own.
 *
 * Source: Regulation (EU) 2023/1542, Art. 3(1)(29) to (32) and Art. 77(7) first subparagraph.
 */
export const secondLifeOperations = [
  "preparation-for-re-use",
  "preparation-for-repurposing",
  "repurposing",
  "remanufacturing",
] as const;
export type SecondLifeOperation = (typeof secondLifeOperations)[number];

/** Reads an operation; `E_OPERATION` for anything but the four. */
export function parseOperation(text: string): Parsed<SecondLifeOperation> {
  const found = secondLifeOperations.find((operation) => operation === text);
  return found === undefined
    ? reject("E_OPERATION", "", { value: text.slice(0, 60), expected: secondLifeOperations.join(", ") })
    : accept(found);
}

/** What a battery is once an operation has made it. Source: Annex XIII point 4(c) with Art. 3(1)(29) to (32). */
export function statusAfter(operation: SecondLifeOperation): BatteryStatus {
  switch (operation) {
    case "preparation-for-re-use":
      return "re-used";
    case "preparation-for-repurposing":
    case "repurposing":
      return "repurposed";
    case "remanufacturing":
      return "remanufactured";
  }
}

/**
 * Whether an operation may start from a battery of a status; answers what the new battery is.
 *
 * `E_OPERATION_NEEDS_WASTE`: preparation for re-use or repurposing makes a battery of what has become waste (Art. 3(1)(29)
 * and (30)). `E_OPERATION_ON_WASTE`: repurposing is done to a battery that is not waste (Art. 3(1)(31)). Remanufacturing
 * starts from any used battery (Art. 3(1)(32)).
 */
export function startOperation(operation: SecondLifeOperation, from: BatteryStatus): Parsed<BatteryStatus> {
  switch (operation) {
    case "preparation-for-re-use":
    case "preparation-for-repurposing":
      return from === "waste"
        ? accept(statusAfter(operation))
        : reject("E_OPERATION_NEEDS_WASTE", "", { value: operation, found: from });
    case "repurposing":
      return from === "waste"
        ? reject("E_OPERATION_ON_WASTE", "", { value: operation, found: from })
        : accept(statusAfter(operation));
    case "remanufacturing":
      return accept(statusAfter(operation));
  }
}

/** A battery becomes waste once: `E_WASTE_ALREADY`. Source: Art. 3(1)(50) and Art. 77(7) second subparagraph. */
export function becomeWaste(from: BatteryStatus): Parsed<"waste"> {
  return from === "waste" ? reject("E_WASTE_ALREADY") : accept("waste");
}

/**
 * Only waste is recycled, and its passport ends with it: `E_RECYCLE_NOT_WASTE`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 3(1)(57) and Art. 77(8).
 */
export function endByRecycling(from: BatteryStatus): Parsed<"recycled"> {
  return from === "waste" ? accept("recycled") : reject("E_RECYCLE_NOT_WASTE", "", { found: from });
}
