import { linkSetContext } from "./link-set.ts";
import { gs1Vocabulary } from "./link-type.ts";

/** What a registry says of itself as a resolver, at `/.well-known/gs1resolver`. */
export interface ResolverDescription {
  readonly name: string;
  readonly resolverRoot: string;
  readonly supportedPrimaryKeys: readonly string[];
  readonly supportedLinkType: readonly { readonly namespace: string; readonly prefix: string }[];
  readonly linkTypeDefaultCanBeLinkset: boolean;
  readonly jsonLdContextLocation: string;
}

/**
 * The resolver description file: models, batches and batteries by their GTIN, link types of GS1, no contexts.
 *
 * @param publicUrl origin of the registry.
 *
 * Source: GS1-Conformant Resolver Standard 1.2, section on the resolver description file and its schema.
 */
export function resolverDescription(publicUrl: string, name: string): ResolverDescription {
  return {
    name,
    resolverRoot: publicUrl,
    supportedPrimaryKeys: ["01"],
    supportedLinkType: [{ namespace: gs1Vocabulary, prefix: "gs1:" }],
    linkTypeDefaultCanBeLinkset: false,
    jsonLdContextLocation: linkSetContext,
  };
}
