import type { Outcome, PartVerdict, Verdict } from "../../server/domain/verification/verdict.ts";
import { explanationOf, headlineOf } from "../../server/domain/verification/words.ts";
import { Seal } from "../_product/seal.tsx";
import type { VerifyWords } from "./verify-form.tsx";

interface VerdictReportProps {
  readonly words: VerifyWords;
  readonly locale: string;
  readonly verdict: Verdict;
  /** Where the keys came from, in words. */
  readonly keys: string;
  readonly checkedFor: string;
  readonly helpQuery: string;
}

/** A verdict in words: one sentence with the seal of the record, then each part, its reason and its evidence. */
export function VerdictReport({ words, locale, verdict, keys, checkedFor, helpQuery }: VerdictReportProps) {
  const signature = verdict.parts.find(({ part }) => part === "signature");
  const digest = signature?.evidence["digest"];
  const mark = verdict.overall === "wrong" ? "failed" : signature?.state === "ok" ? "ok" : "open";
  return (
    <div className="stack" role="status">
      <div
        className={`verdict verdict-${mark === "ok" ? "holds" : mark === "failed" ? "wrong" : "couldNotCheck"}`}
      >
        {digest === undefined ? null : <Seal digest={digest} mark={mark} label={words.seal} />}
        <div className="stack">
          <p className="verdict-sentence">{words.verdict.headlines[headlineOf(verdict)]}</p>
          <p className="small">
            <a href={`/help/${pageOf[verdict.overall]}${helpQuery}`}>{words.verdictHelp}</a>
          </p>
          {signature?.state === "ok" ? <SignedBy verdict={verdict} locale={locale} words={words} /> : null}
          {verdict.demonstration ? <p className="warn">{words.verdict.demonstration}</p> : null}
        </div>
        <ul className="verdict-parts" aria-label={words.parts}>
          {verdict.parts.map((part) => (
            <li key={part.part}>
              <Part part={part} words={words} locale={locale} helpQuery={helpQuery} />
            </li>
          ))}
        </ul>
      </div>
      <p className="small">{keys}</p>
      <p className="small muted">
        {checkedFor} {verdict.of === "resultSheet" ? null : words.copied}
      </p>
    </div>
  );
}

/** Who signed and when: believed only once the signature holds. */
function SignedBy({
  verdict,
  locale,
  words,
}: {
  readonly verdict: Verdict;
  readonly locale: string;
  readonly words: VerifyWords;
}) {
  const evidenceOf = (name: PartVerdict["part"], key: string) =>
    verdict.parts.find(({ part }) => part === name)?.evidence[key];
  const signedAt = evidenceOf("signature", "signedAt");
  const subject = evidenceOf("subject", "subject");
  return (
    <dl className="facts">
      <dt>{words.evidenceNames.issuer}</dt>
      <dd>
        {evidenceOf("issuer", "name")}{" "}
        <span className="identifier muted">{evidenceOf("issuer", "issuer")}</span>
      </dd>
      <dt>{words.evidenceNames.signedAt}</dt>
      <dd>{signedAt === undefined ? null : moment(signedAt, locale)}</dd>
      {subject === undefined ? null : (
        <>
          <dt>{words.evidenceNames.subject}</dt>
          <dd className="identifier">{subject}</dd>
        </>
      )}
    </dl>
  );
}

function Part({
  part,
  words,
  locale,
  helpQuery,
}: {
  readonly part: PartVerdict;
  readonly words: VerifyWords;
  readonly locale: string;
  readonly helpQuery: string;
}) {
  const { verdict, evidenceNames } = words;
  const names: Readonly<Record<string, string>> = evidenceNames;
  const evidence = Object.entries(part.evidence);
  const told = evidence.filter(([name]) => toldAtOnce.includes(name));
  return (
    <>
      <div className="verify-part">
        <strong>{verdict.parts[part.part].name}</strong>
        <span className={`part-${part.state}`}>{verdict.states[part.state]}</span>
      </div>
      <p>
        {explanationOf(part, verdict)}{" "}
        {part.code === undefined ? null : (
          <a href={`/help/${part.code}${helpQuery}`}>
            {words.help} <span className="identifier">{part.code}</span>
          </a>
        )}
      </p>
      {told.map(([name, value]) => (
        <p className="small muted" key={name}>
          {names[name]}: {isMoment(value) ? moment(value, locale) : value}
        </p>
      ))}
      {evidence.length === 0 ? null : (
        <details>
          <summary>{words.evidence}</summary>
          <dl className="facts small">
            {evidence.map(([name, value]) => (
              <div key={name} className="verify-evidence">
                <dt>{names[name] ?? name}</dt>
                <dd className="identifier">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

/** The page that explains a whole verdict. */
const pageOf: Readonly<Record<Outcome, string>> = {
  holds: "holds",
  wrong: "wrong",
  withdrawn: "withdrawn",
  superseded: "superseded",
  couldNotCheck: "could-not-check",
};

/** As of when, where and when seen: what a reader wants to know of a part besides its state. */
const toldAtOnce: readonly string[] = ["asOf", "leafIndex", "treeSize", "witnesses"];

/** Whether a piece of evidence is a moment in UTC, to be shown as one. */
export function isMoment(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
}

/** An instant to the second, with its zone. British order of day and month for the international English page. */
export function moment(iso: string, locale: string): string {
  return `${formatOf(locale).format(new Date(iso))} UTC`;
}

/** A report has a dozen moments, and making what writes one takes longer than all of them. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string): Intl.DateTimeFormat {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  });
  formats.set(locale, format);
  return format;
}
