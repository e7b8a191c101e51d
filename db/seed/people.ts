import type { Role } from "../../server/domain/access/policy.ts";

/** Names of the tokens in `demo-tokens.json`. */
export type TokenName = "exporter" | "interest" | "authority" | "notifiedBody" | "admin";

/** Somebody who can sign in to the demonstration. */
interface SeedPerson {
  readonly email: string;
  readonly name: string;
  /** Held for every demonstration operator. */
  readonly rolesOfOperators: readonly Role[];
  /** Held for the registry as a whole. */
  readonly rolesOfRegistry: readonly Role[];
  readonly token: TokenName | null;
}

/** One person for each part that can be played. */
export const people: readonly SeedPerson[] = [
  {
    email: "exporter@demo.example",
    name: "Demonstration exporter",
    rolesOfOperators: ["author", "reviewer", "signer"],
    rolesOfRegistry: [],
    token: "exporter",
  },
  {
    email: "reviewer@demo.example",
    name: "Demonstration reviewer",
    rolesOfOperators: ["reviewer"],
    rolesOfRegistry: [],
    token: null,
  },
  {
    email: "authority@demo.example",
    name: "Demonstration authority",
    rolesOfOperators: [],
    rolesOfRegistry: ["authority"],
    token: "authority",
  },
  {
    email: "notified-body@demo.example",
    name: "Demonstration notified body",
    rolesOfOperators: [],
    rolesOfRegistry: ["notifiedBody"],
    token: "notifiedBody",
  },
  {
    email: "interest@demo.example",
    name: "Demonstration holder of an interest",
    rolesOfOperators: [],
    rolesOfRegistry: ["interest"],
    token: "interest",
  },
  {
    email: "keeper@demo.example",
    name: "Demonstration keeper",
    rolesOfOperators: [],
    rolesOfRegistry: ["keeper"],
    token: "admin",
  },
];
