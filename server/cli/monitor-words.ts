import type { UnsoundKind } from "../domain/transparency/follow.ts";
import type { Finding } from "./monitor-state.ts";

/** What a monitor tells, by kind; what stands in braces is filled in. */
const sentences: Readonly<Record<UnsoundKind, string>> & Readonly<Record<string, string>> = {
  signature: "The checkpoint is not one of the pinned log, or a signature under it is false ({code}).",
  rollback: "The log shows {size} entries, having shown {seen} before.",
  fork: "The log signed two histories: its state of {size} entries does not continue the one of {seen} entries seen before.",
  rewritten: "The log serves other entries below {seen} than those it had signed.",
  entriesElsewhere: "The entries the log serves do not lead to the root it signed for {size} entries.",
  tiles: "The tiles the log serves do not fit the state of {size} entries it signed.",
  missing: "The log does not serve what it signed: {path} {why}.",
  entry: "An entry is malformed or not in its canonical form ({code}).",
  versionTwice: "Version {found} of passport {subject} is logged again; {expected} would be the next.",
  versionGap: "Version {found} of passport {subject} is logged, and {expected} would be the next.",
  previousWrong: "Version {version} of passport {subject} names {found} as its predecessor, not {expected}.",
  statusOfNothing:
    "A status is logged for version {version} of passport {subject}, which the log does not have.",
  listTwice: "Number {found} of the status list {list} is logged again; {expected} would be the next.",
  listGap: "Number {found} of the status list {list} is logged, and {expected} would be the next.",
  keyTwice: "The key {kid} is added again.",
  keyUnknown: "The key {kid} was never added, and now it says {action}.",
  keyChanged: "The key {kid} is logged with another public key than before.",
  keyName: "The key {kid} does not carry its issuer's name and its own thumbprint, {thumbprint}.",
  key: "{action} of key {kid} (held by: {custody}; for: {use}) at {time}.{since}",
  keyUnexpected:
    "A key that is not among yours: {action} of {kid} (held by: {custody}; for: {use}) at {time}.{since}",
  version: "Version {version} of passport {subject} at {time}.",
  versionUnknown: "Version {version} of passport {subject} at {time} has no record among yours: {digests}.",
  status: "Version {version} of passport {subject} is {status} since {time} (reason: {reason}).",
  digest: "A digest about passport {subject} at {time}: {what} {digest}.",
  recordUnlogged: "{file} says it is version {version} of passport {subject}, and the log does not know it.",
};

const words = { unsound: "UNSOUND", alert: "ALERT", news: "" } as const;

/** One line for people. What strangers wrote reaches the terminal without control characters. */
export function sayFinding({ level, kind, index, params }: Finding): string {
  const sentence = (sentences[kind] ?? kind).replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => params[name] ?? "",
  );
  const place = index === undefined ? "" : `Entry ${index}: `;
  return [words[level], `${place}${sentence}`]
    .filter((part) => part !== "")
    .join(" ")
    .trim()
    .replaceAll(/\p{C}/gu, "\u{FFFD}");
}
