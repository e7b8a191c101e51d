import type { ReactNode } from "react";
import { selectableGwpSets } from "../../server/domain/carbon-footprint/gwp.ts";
import type { Problem } from "../../server/domain/problem.ts";
import { multiply, parseExact, toDecimal } from "../../server/domain/quantity/exact.ts";
import type { SupplyAnswer, SupplyView } from "../../server/services/supplier/read-supply.ts";
import { PublicPage, Section, TableFrame } from "../_product/frame.tsx";
import { sheets } from "../_product/sheet.ts";
import type { Words } from "../_product/words.ts";
import { messagesOf, localeOf, textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import { bracketed, signs } from "../_ui/signs.ts";

/** What was typed into one of the forms and refused: shown again as it was. */
export interface Attempt {
  readonly deed: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

interface Props {
  readonly words: Words;
  /** Path of the page, which holds the secret. */
  readonly path: string;
  readonly supply: SupplyView;
  readonly attempt: Attempt | null;
  /** What has just been done, from the address. */
  readonly done: string | null;
}

/** Rows for confidential lines without scripts to add more. */
export const lineRows = 8;

/** A request as the supplier sees it: who asks and reads, the forms, and after answering what it said and who read it. */
export function SupplyPage({ words, path, supply, attempt, done }: Props) {
  const { language, day } = words;
  const s = textOf(language, "suppliers");
  const asker = named(language, supply.asker.name, supply.asker.nameOriginal);
  const [newest] = supply.answers;
  const form = { words, path, attempt };
  return (
    <PublicPage words={words} title={s("supply.title", { asker })} path={path} sheet={sheets.form}>
      <div className="identity">
        <div>
          <h1>{s("supply.title", { asker })}</h1>
          <dl className="facts">
            <Fact name={s("supply.for")}>{supply.supplierName}</Fact>
            <Fact name={s("supply.product")}>{supply.productName}</Fact>
            <Fact name={s("supply.unit")}>1 {supply.declaredUnit}</Fact>
            <Fact name={s("supply.period")}>
              {day(supply.periodStart)} – {day(supply.periodEnd)}
            </Fact>
            {supply.message === null ? null : (
              <Fact name={s("supply.message")}>
                <span className="words-kept">{supply.message}</span>
              </Fact>
            )}
            {supply.state === "open" ? <Fact name={s("supply.until")}>{day(supply.expiresAt)}</Fact> : null}
          </dl>
        </div>
      </div>
      <Done words={words} supply={supply} done={done} />
      {attempt === null ? null : (
        <div className="notice danger" role="alert">
          <p>
            {attempt.problems.some(({ path: at }) => at !== "")
              ? s("supply.mend", { count: attempt.problems.length })
              : s("supply.refused")}
          </p>
          <Unplaced words={words} attempt={attempt} />
        </div>
      )}
      {supply.answers.length === 0 ? null : (
        <Section id="answer" title={s("supply.yourAnswer")}>
          {supply.answers.map((answer, place) => (
            <Answer
              key={answer.id}
              words={words}
              asker={supply.asker}
              answer={answer}
              isReplaced={place > 0}
            />
          ))}
        </Section>
      )}
      <Section id="readers" title={s("supply.who")}>
        <p>{s("supply.whoText", { asker })}</p>
      </Section>
      {supply.state === "declined" ? null : (
        <>
          <Section id="keeps" title={s("supply.keeps")}>
            <p>{s("supply.keepsText", { asker })}</p>
          </Section>
          <Section id="figures" title={s(newest === undefined ? "supply.answer" : "supply.correct")}>
            {newest === undefined ? null : <p>{s("supply.correctLead")}</p>}
            <Figures {...form} supply={supply} newest={newest} />
          </Section>
          <Section id="file" title={s("supply.file")}>
            <Form {...form} deed="document" submit={s("supply.sendFile")} multipart>
              <Box
                {...form}
                deed="document"
                name="document"
                label={s("supply.file")}
                help={s("supply.fileHelp")}
              >
                {(control) => <input {...control} type="file" accept="application/json,.json" />}
              </Box>
            </Form>
          </Section>
          <Section id="record" title={s("supply.record")}>
            {supply.ownRecords.length === 0 ? (
              <p className="small">{s("supply.recordSignIn")}</p>
            ) : (
              <Form {...form} deed="record" submit={s("supply.sendRecord")}>
                <Box
                  {...form}
                  deed="record"
                  name="supplierFootprintId"
                  label={s("supply.record")}
                  help={s("supply.recordHelp")}
                >
                  {(control) => (
                    <select {...control}>
                      {supply.ownRecords.map(({ id, productName, value, unit }) => (
                        <option key={id} value={id}>
                          {`${productName}: ${words.exact(value)} ${unit}`}
                        </option>
                      ))}
                    </select>
                  )}
                </Box>
              </Form>
            )}
          </Section>
        </>
      )}
      {supply.state === "open" ? (
        <Section id="decline" title={s("supply.decline")}>
          <Form {...form} deed="decline" submit={s("supply.sendDecline")}>
            <Box {...form} deed="decline" name="reason" label={s("supply.reason")}>
              {(control) => <textarea {...control} defaultValue={typedIn(attempt, "decline", "reason")} />}
            </Box>
          </Form>
        </Section>
      ) : null}
    </PublicPage>
  );
}

function Done({ words, supply, done }: Pick<Props, "words" | "supply" | "done">) {
  const s = textOf(words.language, "suppliers");
  if (supply.state === "declined")
    return (
      <div className="notice">
        <p>
          <strong>{s("supply.declinedTitle")}</strong>
        </p>
        <p className="words-kept">{supply.declineReason}</p>
      </div>
    );
  if (done === null || supply.state !== "answered") return null;
  return (
    <div className="notice good" role="status">
      <p>
        <strong>{s(done === "corrected" ? "supply.correctedTitle" : "supply.doneTitle")}</strong>
      </p>
      {done === "corrected" ? null : <p>{s("supply.doneText")}</p>}
    </div>
  );
}

/** Problems that belong to no field of a form. */
function Unplaced({ words, attempt }: { readonly words: Words; readonly attempt: Attempt }) {
  const say = speaker(words);
  const general = attempt.problems.filter(({ path }) =>
    attempt.deed === "document" ? path !== "document" : path === "",
  );
  if (general.length === 0) return null;
  return (
    <ul>
      {general.slice(0, 50).map((problem) => (
        <li key={`${problem.code} ${problem.path}`}>
          {problem.path === "" ? null : <code>{problem.path} </code>}
          {say(problem)}
        </li>
      ))}
    </ul>
  );
}

function Answer({
  words,
  asker,
  answer,
  isReplaced,
}: {
  readonly words: Words;
  readonly asker: SupplyView["asker"];
  readonly answer: SupplyAnswer;
  readonly isReplaced: boolean;
}) {
  const { language, day, exact, share, moment } = words;
  const s = textOf(language, "suppliers");
  // Kept is the person and the operator's international name.
  const readerShown = (kept: string) => {
    const behind = `, ${asker.name}`;
    if (!kept.endsWith(behind)) return kept;
    return `${kept.slice(0, -behind.length)}${signs(language).comma}${named(language, asker.name, asker.nameOriginal)}`;
  };
  const origin =
    answer.origin === "link"
      ? s("supply.unsigned")
      : answer.origin === "credential"
        ? s("supply.signed")
        : s("supply.fromFile");
  return (
    <article className="form">
      <p>
        <span className="large">{exact(answer.value)}</span> <span className="unit">{answer.unit}</span>{" "}
        <span className="word">{isReplaced ? s("supply.replaced") : origin}</span>
      </p>
      <dl className="facts">
        <Fact name={s("supply.period")}>
          {day(answer.periodStart)} – {day(answer.periodEnd)}
        </Fact>
        <Fact name={s("supply.geography")}>{answer.geography}</Fact>
        <Fact name={s("supply.boundary")}>{answer.boundary}</Fact>
        {answer.primaryDataShare === null ? null : (
          <Fact name={s("detail.primary")}>{share(answer.primaryDataShare)}</Fact>
        )}
        {answer.quality === null ? null : (
          <Fact name={s("supply.quality")}>
            {`${answer.quality.TeR ?? ""} · ${answer.quality.GeR ?? ""} · ${answer.quality.TiR ?? ""}`}
          </Fact>
        )}
        {answer.evidence === null ? null : (
          <Fact name={s("supply.evidence")}>
            <span className="words-kept">{answer.evidence}</span>
          </Fact>
        )}
        {answer.respondent === null ? null : <Fact name={s("detail.respondent")}>{answer.respondent}</Fact>}
        {answer.validUntil === null ? null : (
          <Fact name={s("detail.validUntil")}>{day(answer.validUntil)}</Fact>
        )}
        <Fact name={s("detail.hash")}>
          <span className="id">{answer.contentHash}</span>
        </Fact>
      </dl>
      <p className="small">{s("supply.sentOn", { time: moment(answer.answeredAt) })}</p>
      {answer.lines.length === 0 ? null : (
        <TableFrame label={s("supply.lines")}>
          <table>
            <caption>{s("supply.linesHelp")}</caption>
            <thead>
              <tr>
                <th scope="col">{s("supply.lines")}</th>
                <th scope="col" className="number">
                  {s("supply.lineKg")}
                </th>
                <th scope="col">{s("supply.lineNote")}</th>
              </tr>
            </thead>
            <tbody>
              {answer.lines.map(({ name, emissionKg, note }, place) => (
                <tr key={`${String(place)} ${name}`}>
                  <th scope="row">{name}</th>
                  <td className="number">{exact(emissionKg)}</td>
                  <td>{note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      <h3>{s("supply.readers")}</h3>
      {answer.readings.length === 0 ? (
        <p className="small">{s("supply.nobody")}</p>
      ) : (
        <ul className="plain">
          {answer.readings.map(({ readerName, purpose, at }) => (
            <li key={`${at} ${readerName} ${purpose}`}>
              {readerShown(readerName)}
              {signs(language).comma}
              {moment(at)}
              {signs(language).colon}
              {s(purpose === "factor" ? "supply.madeFactor" : "supply.opened")}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

interface FormProps {
  readonly words: Words;
  readonly path: string;
  readonly attempt: Attempt | null;
}

function Figures({
  supply,
  newest,
  ...form
}: FormProps & { readonly supply: SupplyView; readonly newest: SupplyAnswer | undefined }) {
  const { words, attempt } = form;
  const { language } = words;
  const s = textOf(language, "suppliers");
  const before = newest?.origin === "link" ? newest : undefined;
  const initial: Readonly<Record<string, string>> = {
    unit: before?.unit.replace("kgCO2e/", "") ?? supply.declaredUnit,
    periodStart: before?.periodStart ?? supply.periodStart,
    periodEnd: before?.periodEnd ?? supply.periodEnd,
    ...{ value: before?.value ?? "", geography: before?.geography ?? "", boundary: before?.boundary ?? "" },
    ...{ evidence: before?.evidence ?? "", respondent: before?.respondent ?? "" },
    gwpSet: before?.gwpSet ?? "",
    primaryDataPercent: percentOf(before?.primaryDataShare ?? null),
    "quality.TeR": before?.quality?.TeR ?? "",
    "quality.GeR": before?.quality?.GeR ?? "",
    "quality.TiR": before?.quality?.TiR ?? "",
    ...Object.fromEntries(
      (before?.lines ?? []).flatMap(({ name, emissionKg, note }, place) => [
        [`lines.${String(place)}.name`, name],
        [`lines.${String(place)}.emissionKg`, emissionKg],
        [`lines.${String(place)}.note`, note ?? ""],
      ]),
    ),
  };
  const value = (name: string) =>
    attempt?.deed === "figures" ? (attempt.typed[name] ?? "") : (initial[name] ?? "");
  const text = (
    name: string,
    label: string,
    help?: string,
    more: { readonly inputMode?: "decimal"; readonly optional?: boolean } = {},
  ) => (
    <Box
      {...form}
      deed="figures"
      name={name}
      label={more.optional === true ? `${label}${bracketed(language, s("supply.optional"))}` : label}
      {...(help === undefined ? {} : { help })}
    >
      {(control) => (
        <input {...control} defaultValue={value(name)} autoComplete="off" inputMode={more.inputMode} />
      )}
    </Box>
  );
  const decimal = { inputMode: "decimal" } as const;
  return (
    <Form
      {...form}
      deed="figures"
      submit={s(newest === undefined ? "supply.send" : "supply.correct")}
      primary
    >
      <div className="grid">
        {text(
          "value",
          `${s("supply.value")}${bracketed(language, "kgCO₂e")}`,
          s("supply.valueHelp"),
          decimal,
        )}
        {text("unit", s("supply.per"))}
      </div>
      <div className="grid">
        {text("periodStart", s("supply.periodStart"), s("supply.dayHelp"))}
        {text("periodEnd", s("supply.periodEnd"), s("supply.dayHelp"))}
        {text("geography", s("supply.geography"), s("supply.geographyHelp"))}
      </div>
      {text("boundary", s("supply.boundary"), s("supply.boundaryHelp"))}
      <div className="grid">
        {text("primaryDataPercent", s("supply.primary"), undefined, decimal)}
        <Box {...form} deed="figures" name="gwpSet" label={s("supply.gwp")}>
          {(control) => (
            <select {...control} defaultValue={value("gwpSet")}>
              <option value="">{s("supply.gwpNone")}</option>
              {[...selectableGwpSets].map((set) => (
                <option key={set} value={set}>{`IPCC ${set}`}</option>
              ))}
            </select>
          )}
        </Box>
      </div>
      <fieldset>
        <legend>{`${s("supply.quality")}${bracketed(language, s("supply.optional"))}`}</legend>
        <p className="help">{s("supply.qualityHelp")}</p>
        <div className="grid">
          {text("quality.TeR", s("supply.ter"), undefined, decimal)}
          {text("quality.GeR", s("supply.ger"), undefined, decimal)}
          {text("quality.TiR", s("supply.tir"), undefined, decimal)}
        </div>
      </fieldset>
      <Box
        {...form}
        deed="figures"
        name="evidence"
        label={s("supply.evidence")}
        help={s("supply.evidenceHelp")}
      >
        {(control) => <textarea {...control} defaultValue={value("evidence")} />}
      </Box>
      {text("respondent", s("supply.respondent"))}
      <fieldset>
        <legend>{`${s("supply.lines")}${bracketed(language, s("supply.optional"))}`}</legend>
        <p className="help">{s("supply.linesHelp")}</p>
        {Array.from({ length: lineRows }, (_, place) => {
          const at = `lines.${String(place)}`;
          return (
            <div className="grid" key={at}>
              {text(`${at}.name`, s("supply.lineName", { number: String(place + 1) }))}
              {text(`${at}.emissionKg`, s("supply.lineKg"), undefined, decimal)}
              {text(`${at}.note`, s("supply.lineNote"))}
            </div>
          );
        })}
      </fieldset>
    </Form>
  );
}

function Form({
  words,
  path,
  deed,
  submit,
  primary = false,
  multipart = false,
  children,
}: FormProps & {
  readonly deed: string;
  readonly submit: string;
  readonly primary?: boolean;
  readonly multipart?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <form
      className="form"
      method="post"
      action={words.href(path)}
      encType={multipart ? "multipart/form-data" : "application/x-www-form-urlencoded"}
    >
      <input type="hidden" name="deed" value={deed} />
      {children}
      <button type="submit" className={primary ? "primary" : undefined}>
        {submit}
      </button>
    </form>
  );
}

interface Control {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** Label above, help and what is wrong below. */
function Box({
  words,
  attempt,
  deed,
  name,
  label,
  help,
  children,
}: FormProps & {
  readonly deed: string;
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly children: (control: Control) => ReactNode;
}) {
  const id = `${deed}-${name}`;
  const problem = attempt?.deed === deed ? attempt.problems.find(({ path }) => path === name) : undefined;
  const described = [problem === undefined ? "" : `${id}-error`, help === undefined ? "" : `${id}-help`];
  const by = described.join(" ").trim();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        ...{ id, name },
        "aria-describedby": by === "" ? undefined : by,
        "aria-invalid": problem === undefined ? undefined : true,
      })}
      {problem === undefined ? null : (
        <p className="error" id={`${id}-error`}>
          {speaker(words)(problem)}
        </p>
      )}
      {help === undefined ? null : (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A share of 0 to 1 as it is typed, in percent. */
function percentOf(share: string | null): string {
  const [exact, hundred] = [parseExact(share ?? ""), parseExact("100")];
  return exact === null || hundred === null ? "" : toDecimal(multiply(exact, hundred));
}

function typedIn(attempt: Attempt | null, deed: string, name: string): string {
  return attempt?.deed === deed ? (attempt.typed[name] ?? "") : "";
}

function speaker({ language }: Words) {
  return problemSpeaker(localeOf(language), messagesOf(language).problems);
}
