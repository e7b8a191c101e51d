import { encodeBase64url } from "../record/base64url.ts";

/** A sample, and the list it was drawn from by its digest. */
export interface SeededSample {
  readonly drawn: readonly string[];
  /** Base64url SHA-256 of the list: its members in the order of their code units, each followed by a line feed. */
  readonly listDigest: string;
  readonly listSize: number;
}

/**
 * Draws members of a list at random so that anybody who has list and seed draws the same: each member is ranked by the
 * SHA-256 of seed, line feed and member (UTF-8), and those with the smallest hashes are taken, in that order. A larger
 * sample of one seed begins with the smaller one; the order of the list does not matter, repeated members count once.
 *
 * Every subset of a size is equally likely as long as nobody who can choose members knew the seed; so the seed is to be
 * chosen after the day of the list.
 *
 * @param size of the sample; the whole list when it is shorter.
 */
export function seededSample(
  members: readonly string[],
  seed: string,
  size: number,
  sha256: (bytes: Uint8Array) => Uint8Array,
): SeededSample {
  const list = [...new Set(members)].toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const encoder = new TextEncoder();
  const rankOf = (member: string) =>
    [...sha256(encoder.encode(`${seed}\n${member}`))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
  const ranked = list
    .map((member) => ({ member, rank: rankOf(member) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0));
  return {
    drawn: ranked.slice(0, size).map(({ member }) => member),
    listDigest: encodeBase64url(sha256(encoder.encode(list.map((member) => `${member}\n`).join("")))),
    listSize: list.length,
  };
}
