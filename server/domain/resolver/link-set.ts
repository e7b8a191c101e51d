import type { LinkType } from "./link-type.ts";
import { linkTypes, relationOf } from "./link-type.ts";

/** One thing that can be read about a product. */
export interface TypedLink {
  readonly linkType: LinkType;
  readonly href: string;
  /** Media type of what stands there. */
  readonly type?: string;
  /** BCP 47 language of what stands there; none where it has no language. */
  readonly language?: string;
  readonly title: string;
}

/** A link as a link set writes it. Source: RFC 9264, section 4.2.4. */
interface TargetObject {
  readonly href: string;
  readonly title: string;
  readonly type?: string;
  readonly hreflang?: readonly string[];
}

/** A link set about one product. */
export interface LinkSet {
  readonly linkset: readonly Readonly<Record<string, string | readonly TargetObject[]>>[];
}

/** What turns a link set into linked data. Source: GS1-Conformant Resolver Standard 1.2, artefacts. */
export const linkSetContext = "https://ref.gs1.org/standards/resolver/linkset-context";

/**
 * Everything that can be read about a product, in the order of the link types, within one type in the order given.
 *
 * @param anchor canonical product URL.
 * @param description of the product, in one line.
 *
 * Source: RFC 9264, section 4.2 (link sets as JSON); GS1-Conformant Resolver Standard 1.2 (link set schema).
 */
export function linkSetOf(anchor: string, description: string, links: readonly TypedLink[]): LinkSet {
  const relations = linkTypes.flatMap((linkType) => {
    const ofType = links.filter((link) => link.linkType === linkType);
    return ofType.length === 0 ? [] : [[relationOf(linkType), ofType.map(targetOf)] as const];
  });
  return { linkset: [{ anchor, description, ...Object.fromEntries(relations) }] };
}

/** What of a request decides between links of one type. */
export interface LinkWish {
  readonly linkType: LinkType;
  /** Languages in the order of preference, BCP 47. */
  readonly languages: readonly string[];
  /** Media types in the order of preference; `*` and `text/*` as in a request. */
  readonly mediaTypes: readonly string[];
}

/**
 * The link a request means: of its type, then in its language, then of its media type. A wish that no link of the type
 * meets is left aside, because some answer is better than none. Null where there is no link of the type: another type is
 * never given in its place.
 *
 * Source: GS1-Conformant Resolver Standard 1.2, matching of link types, languages and media types.
 */
export function chooseLink(links: readonly TypedLink[], wish: LinkWish): TypedLink | null {
  const ofType = links.filter(({ linkType }) => linkType === wish.linkType);
  const spoken = firstMatches(ofType, wish.languages.flatMap(andShorter), ({ language }, wanted) =>
    speaks(language, wanted),
  );
  const readable = firstMatches(spoken, wish.mediaTypes, ({ type }, wanted) => isOfKind(type, wanted));
  return readable[0] ?? null;
}

/**
 * The answer a request is sent on to: the link with what else the request said, so that nothing is lost on the way. What
 * the link says itself stands.
 *
 * Source: GS1-Conformant Resolver Standard 1.2 (a resolver passes the query string on).
 */
export function passedOn(href: string, others: readonly (readonly [name: string, value: string])[]): string {
  const url = new URL(href);
  for (const [name, value] of others) if (!url.searchParams.has(name)) url.searchParams.append(name, value);
  return url.href;
}

function targetOf({ href, type, language, title }: TypedLink): TargetObject {
  return {
    href,
    ...(type === undefined ? {} : { type }),
    ...(language === undefined ? {} : { hreflang: [language] }),
    title,
  };
}

/** The links that meet the first wish any of them meets; all of them where none is met. */
function firstMatches(
  links: readonly TypedLink[],
  wishes: readonly string[],
  meets: (link: TypedLink, wish: string) => boolean,
): readonly TypedLink[] {
  for (const wish of wishes) {
    const met = links.filter((link) => meets(link, wish));
    if (met.length > 0) return met;
  }
  return links;
}

/** A language and what is left of it without its last parts: who reads `zh-CN` reads `zh`. Source: RFC 4647, section 3.4. */
function andShorter(language: string): readonly string[] {
  const parts = language.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}

/** Whether a language is the wanted one or a kind of it, as `zh-Hans` is of `zh`, or the wanted one is a kind of it. */
function speaks(language: string | undefined, wanted: string): boolean {
  if (wanted === "*") return true;
  const [one, other] = [language?.toLowerCase() ?? "", wanted.toLowerCase()];
  return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}

function isOfKind(type: string | undefined, wanted: string): boolean {
  if (wanted === "*/*") return true;
  return wanted.endsWith("/*") ? (type?.startsWith(wanted.slice(0, -1)) ?? false) : type === wanted;
}
