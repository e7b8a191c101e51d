import { messagesOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import type { ModelStatutory } from "../../server/domain/record/credential.ts";
import type { RecordView } from "../../server/services/passport/view.ts";
import type { PartVerdict, Verdict } from "../../server/domain/verification/verdict.ts";
import { explanationOf } from "../../server/domain/verification/words.ts";
import { Seal } from "./seal.tsx";
import type { Words } from "./words.ts";

/** What this server found when it checked a record: one sentence with the seal, then each part with its evidence. */
export function VerdictBlock({
  words,
  record,
  shared,
}: {
  readonly words: Words;
  readonly record: RecordView;
  /** Data of the model, for the issuer's name in the reader's script. */
  readonly shared: ModelStatutory | null;
}) {
  const { t } = words;
  const { verdict } = record;
  const mark = markOf(record);
  const [finding, ...rest] = verdictSentences(words, record, shared);
  return (
    <>
      <div className="verdict">
        <Seal digest={record.digest} mark={mark} label={t("verdict.seal")} />
        <p className="sentence">
          <span className={mark}>{finding}</span>
          {rest.map((sentence) => t("verdict.gap") + sentence)}
        </p>
      </div>
      <VerdictParts words={words} verdict={verdict} />
    </>
  );
}

/** Each part of a verdict with its evidence, and when it was found. */
export function VerdictParts({ words, verdict }: { readonly words: Words; readonly verdict: Verdict }) {
  const { t, moment } = words;
  return (
    <>
      <ul className="parts" aria-label={t("verdict.partsTitle")}>
        {verdict.parts.map((part) => (
          <li key={part.part}>
            <Part words={words} part={part} />
          </li>
        ))}
      </ul>
      <p className="small">
        {t("verdict.checked", { time: moment(verdict.checkedAt) })}
        {verdict.demonstration ? ` ${t("verdict.demonstration")}` : null}
      </p>
    </>
  );
}

/**
 * The verdict in words, which say no more than was found: a record whose status or log could not be checked is never
 * called current or logged. The first sentence is the finding, the others qualify it.
 */
export function verdictSentences(
  words: Words,
  record: RecordView,
  shared: ModelStatutory | null,
): readonly string[] {
  const { t, day, moment } = words;
  const { verdict, credential } = record;
  const failed = verdict.parts.filter(({ state }) => state === "failed").length;
  if (verdict.overall === "wrong") return [t("verdict.wrong", { parts: failed })];
  const partOf = (name: PartVerdict["part"]) => verdict.parts.find(({ part }) => part === name);
  const stateOf = (name: PartVerdict["part"]) => partOf(name)?.state;
  if (stateOf("signature") !== "ok") return [t("verdict.unsigned")];
  const isCurrent = stateOf("status") === "ok";
  const isLogged = stateOf("log") === "ok";
  const sentences = [
    t("verdict.signed", { operator: issuerNameOf(words, record, shared), date: day(credential.validFrom) }),
  ];
  if (verdict.overall === "superseded" || verdict.overall === "withdrawn") {
    return [...sentences, t(`verdict.${verdict.overall}`)];
  }
  const asOf = partOf("status")?.evidence["asOf"] ?? verdict.checkedAt;
  if (isCurrent) sentences.push(t("verdict.current", { time: moment(asOf) }));
  if (isLogged) sentences.push(t("verdict.logged"));
  if (!isCurrent && !isLogged) sentences.push(t("verdict.unknownBoth"));
  if (!isCurrent && isLogged) sentences.push(t("verdict.unknownStatus"));
  if (isCurrent && !isLogged) sentences.push(t("verdict.unknownLog"));
  if (isCurrent && isLogged && verdict.overall !== "holds") sentences.push(t("verdict.otherUnknown"));
  return sentences;
}

/** The issuer by the name it signs with; by its signed Chinese name for Chinese readers, where issuer and maker are one. */
export function issuerNameOf(
  { language }: Words,
  { credential: { issuer } }: RecordView,
  shared: ModelStatutory | null,
): string {
  return issuer.name === shared?.manufacturerName
    ? named(language, issuer.name, shared.manufacturerNameOriginal)
    : issuer.name;
}

/** Green only for a signature that holds while nothing failed; what could not be checked, or is of the past, stays grey. */
function markOf({ verdict }: RecordView): "ok" | "failed" | "open" {
  if (verdict.overall === "wrong" || verdict.overall === "withdrawn") return "failed";
  if (verdict.overall === "superseded") return "open";
  return verdict.parts.some(({ part, state }) => part === "signature" && state === "ok") ? "ok" : "open";
}

function Part({ words, part }: { readonly words: Words; readonly part: PartVerdict }) {
  const { t, href } = words;
  const verdictWords = messagesOf(words.language).verify.verdict;
  const evidence = Object.entries(part.evidence);
  return (
    <details>
      <summary>
        <span>{t(`verdict.parts.${part.part}.name`)}</span>
        <span className={part.state}>{t(`verdict.states.${part.state}`)}</span>
      </summary>
      <div className="more">
        {part.code === undefined ? (
          <p>{t(`verdict.parts.${part.part}.about`)}</p>
        ) : (
          <p>
            {explanationOf(part, verdictWords)} <a href={href(`/help/${part.code}`)}>{t("verdict.help")}</a>{" "}
            <span className="id">{part.code}</span>
          </p>
        )}
        {evidence.length === 0 ? null : (
          <dl className="facts">
            {evidence.map(([name, value]) => (
              <Evidence key={name} words={words} name={name} value={value} />
            ))}
          </dl>
        )}
      </div>
    </details>
  );
}

/** Evidence that is a moment. */
const moments: readonly string[] = ["signedAt", "asOf", "until", "since", "witnessedAt"];

function Evidence({
  words,
  name,
  value,
}: {
  readonly words: Words;
  readonly name: string;
  readonly value: string;
}) {
  const names: Readonly<Record<string, string>> = messagesOf(words.language).verify.evidenceNames;
  const isMoment = moments.includes(name) && !Number.isNaN(Date.parse(value));
  return (
    <>
      <dt>{names[name] ?? name}</dt>
      <dd>{isMoment ? words.moment(value) : value}</dd>
    </>
  );
}
