import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { parseDigitalLink, registryUrl } from "./digital-link.ts";

/** That an operator gave an identifier to one thing: a model, a batch or one battery. */
export interface Assignment {
  readonly identifier: string;
  /** What the registry calls the thing it was given to. */
  readonly subject: string;
  readonly operator: string;
}

/**
 * Lets an identifier pass that was never given to anything else, however long ago, and even if that passport has ended:
 * an identifier is not given a second time. Giving the same to the same again changes nothing and is let pass.
 *
 * Problems: `E_IDENTIFIER_OTHER_OPERATOR`, claimed by two operators; `E_IDENTIFIER_ASSIGNED`, given to another thing
 * before.
 *
 * @param given every assignment there ever was that may be of the same identifier.
 *
 * Source: EN 18219 (never re-assigned); IEC 61406-1, requirement ILS-3 (no reuse); Regulation (EU) 2023/1542, Art. 77(3)
 * and (8).
 */
export function assignIdentifier(given: readonly Assignment[], wanted: Assignment): Parsed<Assignment> {
  const key = identifierKey(wanted.identifier);
  const params = { value: wanted.identifier };
  for (const { identifier, subject, operator } of given) {
    if (identifierKey(identifier) !== key) continue;
    if (operator !== wanted.operator) return reject("E_IDENTIFIER_OTHER_OPERATOR", "", params);
    if (subject !== wanted.subject) return reject("E_IDENTIFIER_ASSIGNED", "", params);
  }
  return accept(wanted);
}

/**
 * What makes two identifiers the same one: a Digital Link names the same product below any domain, and a battery by its
 * number and serial number alone; any other identifier is compared character by character.
 *
 * @example `https://brand.example/01/9520123456788/10/B/21/S` has the key `/01/09520123456788/21/S`.
 */
export function identifierKey(identifier: string): string {
  const link = parseDigitalLink(identifier);
  const path = link.ok ? registryUrl("", link.value) : null;
  return path?.ok === true ? path.value : identifier;
}
