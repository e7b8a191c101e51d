import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { readUrl } from "./public-url.ts";

/**
 * DID of a product beside its URL: each segment of the path behind the host, the colon before a port written `%3A`. What
 * a DID cannot carry is percent-encoded as in the URL, and so is the tilde, which a URL can carry.
 *
 * @param productUrl canonical product URL.
 *
 * Source: did:web method specification, section 3.1; W3C Decentralized Identifiers 1.0, section 3.1 (syntax); EN 18219
 * (schemes of product identifiers).
 *
 * @example `https://registry.example/01/09520123456788/21/A` is `did:web:registry.example:01:09520123456788:21:A`.
 */
export function productDid(productUrl: string): string {
  const [host = "", ...segments] = productUrl.replace(/^https?:\/\//, "").split("/");
  return `did:web:${[host.replace(":", "%3A"), ...segments.map((segment) => segment.replaceAll("~", "%7E"))].join(":")}`;
}

/**
 * URL of the product a DID names, `http` only for the hosts that may use it.
 *
 * Problem: `E_DID_PRODUCT` for anything that is no did:web with a path.
 *
 * Source: did:web method specification, section 3.2 (read).
 */
export function urlOfProductDid(did: string): Parsed<string> {
  const [, host, path] =
    /^did:web:((?:[a-z0-9\-.]+)(?:%3A[0-9]+)?)((?::(?:[A-Za-z0-9\-._]|%[0-9A-F]{2})+)+)$/.exec(did) ?? [];
  if (host === undefined || path === undefined) return reject("E_DID_PRODUCT", "", { value: did });
  const place = host.replace("%3A", ":");
  const isOwnMachine = /^(localhost|127\.0\.0\.1)(:|$)/.test(place);
  const url = `${isOwnMachine ? "http" : "https"}://${place}${path.replaceAll(":", "/").replaceAll("%7E", "~")}`;
  return readUrl(url) === null ? reject("E_DID_PRODUCT", "", { value: did }) : accept(url);
}

/** What a DID of a product resolves to: other names of it, who answers for it, and where its passport is read. */
export interface ProductDidDocument {
  readonly "@context": readonly string[];
  readonly id: string;
  readonly alsoKnownAs: readonly string[];
  readonly controller: string;
  readonly service: readonly {
    readonly id: string;
    readonly type: string;
    readonly serviceEndpoint: string;
  }[];
}

/**
 * DID document of a product. It holds no key: a battery signs nothing, its operator does.
 *
 * @param productUrl canonical product URL.
 * @param alsoKnownAs other identifiers of the same product, such as its canonical Digital Link.
 * @param controller DID of the operator that answers for the passport.
 *
 * Source: W3C Decentralized Identifiers 1.0, sections 5.1.2 (controller), 5.1.3 (also known as) and 5.4 (services).
 */
export function productDidDocument(
  productUrl: string,
  alsoKnownAs: readonly string[],
  controller: string,
): ProductDidDocument {
  const id = productDid(productUrl);
  return {
    "@context": ["https://www.w3.org/ns/did/v1"],
    id,
    alsoKnownAs: [productUrl, ...alsoKnownAs.filter((name) => name !== productUrl)],
    controller,
    service: [{ id: `${id}#passport`, type: "DigitalProductPassport", serviceEndpoint: productUrl }],
  };
}
