import { parseDay } from "../calendar.ts";
import type { Problem } from "../problem.ts";
import { compare, isNegative, isZero, parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";

interface DecimalRule {
  /** JSON numbers are what the format writes; else decimals are texts. */
  readonly asNumber: boolean;
  readonly above?: "zero" | "or zero";
  readonly between?: readonly [lowest: string, highest: string];
}

/**
 * Reads the members of a foreign document one by one and collects what is wrong with each, under its full path, so that
 * a sender mends a document once.
 */
export class Members {
  readonly problems: Problem[] = [];

  add(code: string, path: string, params?: Readonly<Record<string, string>>): void {
    this.problems.push(params === undefined ? { code, path } : { code, path, params });
  }

  /** An object that must be there. */
  object(value: JsonValue | undefined, path: string): JsonObject | null {
    if (isJsonObject(value)) return value;
    this.#lacks(value, path, "object");
    return null;
  }

  /** The only element of a list that must hold exactly one object: how SAMM models write a group of members. */
  only(value: JsonValue | undefined, path: string): JsonObject | null {
    if (!Array.isArray(value)) {
      this.#lacks(value, path, "list");
      return null;
    }
    if (value.length !== 1) {
      this.add("E_EXCHANGE_SEVERAL", path, { value: String(value.length) });
      return null;
    }
    const elements: readonly JsonValue[] = value;
    return this.object(elements[0], `${path}[0]`);
  }

  /** A text that says something. */
  text(from: JsonObject, name: string, path: string): string | null {
    const value = from[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    this.#lacks(value, join(path, name), "text");
    return null;
  }

  optionalText(from: JsonObject, name: string, path: string): string | null {
    return isMissing(from[name]) ? null : this.text(from, name, path);
  }

  oneOf<T extends string>(from: JsonObject, name: string, path: string, allowed: readonly T[]): T | null {
    const text = this.text(from, name, path);
    if (text === null) return null;
    const found = allowed.find((one) => one === text);
    if (found === undefined)
      this.add("E_EXCHANGE_VALUE", join(path, name), { value: text, expected: allowed.join(", ") });
    return found ?? null;
  }

  /** A list of texts, at least one. */
  texts(from: JsonObject, name: string, path: string): readonly string[] {
    const value = from[name];
    if (!Array.isArray(value) || value.length === 0) {
      this.#lacks(value, join(path, name), "list of texts");
      return [];
    }
    const elements: readonly JsonValue[] = value;
    return elements.flatMap((element, index) => {
      if (typeof element === "string" && element.trim() !== "") return [element.trim()];
      this.add("E_EXCHANGE_TYPE", `${join(path, name)}[${String(index)}]`, { expected: "text" });
      return [];
    });
  }

  decimal(from: JsonObject, name: string, path: string, rule: DecimalRule): Exact | null {
    const value = from[name];
    const at = join(path, name);
    if (isMissing(value)) {
      this.add("E_EXCHANGE_MISSING", at);
      return null;
    }
    const isText = typeof value === "string";
    if ((!isText && typeof value !== "number") || isText === rule.asNumber) {
      this.add("E_EXCHANGE_TYPE", at, { expected: rule.asNumber ? "number" : "decimal as text" });
      return null;
    }
    const text = String(value);
    // The format's own pattern: a sign, digits, a point; no exponent and no thousands.
    const exact =
      rule.asNumber || /^[+-]?\d+(\.\d+)?$/.test(text) ? parseExact(text.replace(/^\+/, "")) : null;
    if (exact === null) {
      this.add("E_NOT_FINITE", at, { value: text });
      return null;
    }
    if (rule.above !== undefined && isNegative(exact)) {
      this.add("E_NEGATIVE_QUANTITY", at, { value: text });
      return null;
    }
    if (rule.above === "zero" && isZero(exact)) {
      this.add("E_ZERO_QUANTITY", at, { value: text });
      return null;
    }
    if (rule.between !== undefined && !isBetween(exact, rule.between)) {
      this.add("E_EXCHANGE_RANGE", at, { value: text, expected: rule.between.join("–") });
      return null;
    }
    return exact;
  }

  optionalDecimal(from: JsonObject, name: string, path: string, rule: DecimalRule): Exact | null {
    return isMissing(from[name]) ? null : this.decimal(from, name, path, rule);
  }

  /** An instant of RFC 3339; without a zone it is read as UTC where the format allows that. */
  instant(from: JsonObject, name: string, path: string, withoutZone = false): Date | null {
    const text = this.text(from, name, path);
    if (text === null) return null;
    const match =
      /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/.exec(
        text,
      );
    const zone = match?.[4];
    const isRead = match !== null && parseDay(match[1] ?? "").ok && (zone !== undefined || withoutZone);
    const time = isRead ? new Date(zone === undefined ? `${text}Z` : text) : null;
    if (time === null || Number.isNaN(time.getTime())) {
      this.add("E_EXCHANGE_INSTANT", join(path, name), { value: text });
      return null;
    }
    return time;
  }

  optionalInstant(from: JsonObject, name: string, path: string, withoutZone = false): Date | null {
    return isMissing(from[name]) ? null : this.instant(from, name, path, withoutZone);
  }

  #lacks(value: JsonValue | undefined, path: string, expected: string): void {
    if (isMissing(value)) this.add("E_EXCHANGE_MISSING", path);
    else this.add("E_EXCHANGE_TYPE", path, { expected });
  }
}

function isMissing(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isBetween(value: Exact, [lowest, highest]: readonly [string, string]): boolean {
  const [low, high] = [parseExact(lowest), parseExact(highest)];
  return low !== null && high !== null && compare(value, low) >= 0 && compare(value, high) <= 0;
}
