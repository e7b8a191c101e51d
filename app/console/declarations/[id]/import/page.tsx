import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../../server/caller.ts";
import { findHeadField } from "../../../../../server/domain/import/head-field.ts";
import { lineFields } from "../../../../../server/domain/import/field.ts";
import type { ImportHeadView, ImportView } from "../../../../../server/services/import/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { localeOf, messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { Field } from "../../../../_ui/field.tsx";
import { ColumnFields, ImportColumns } from "../../../../_ui/import-columns.tsx";
import { ImportFindings } from "../../../../_ui/import-findings.tsx";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../../_ui/problem-sentence.ts";
import { oneOf } from "../../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { bracketed, signs } from "../../../../_ui/signs.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { declarationOf } from "../declaration-of.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { ImportForm } from "./import-form.tsx";
import { PastedField } from "./pasted-field.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await spoken();
  return { title: textOf(language, "imports")("title") };
}

/** Lines out of a spreadsheet: a dry run first, and what it found row by row, before anything is taken over. */
export default async function Import({ params, searchParams }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const query = await searchParams;
  const [wanted, taken] = [oneOf(query["run"]), oneOf(query["taken"])];
  const isRun = /^[0-9a-f-]{36}$/i.test(wanted);
  const [{ language }, view, run] = await Promise.all([
    spoken(),
    declarationOf(id),
    asked(registry().import.find({ id, ...(isRun ? { run: wanted } : {}) })),
  ]);
  const t = textOf(language, "imports");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const refused = oneOf(query["problem"]);
  const staged = run?.state === "staged" ? run : null;
  const kept = oneOf(query["pasted"]);
  // What a refused form without a script had in it.
  const pasted = kept === "" ? "" : await asked(registry().import.pasted({ name: kept }));
  return (
    <DeclarationScreen view={view} tab="inventory">
      <MoreText messages={{ imports: messagesOf(language).imports }}>
        <div className="sections">
          <section className="section">
            <h2>{t("title")}</h2>
            <p className="muted">{view.may.edit ? t("lead") : t("readOnly")}</p>
            {/^[A-Z_]{3,60}$/.test(refused) ? (
              <Notice tone="danger" title={t("failed")}>
                <p>
                  {say({ code: refused, path: "", params: { kind: oneOf(query["kind"]) } })}{" "}
                  <Link href={`/help/${refused}`}>{t("help")}</Link>
                </p>
              </Notice>
            ) : null}
            {run?.state === "accepted" ? <Taken language={language} run={run} taken={taken} /> : null}
            {run?.state === "discarded" ? (
              <Notice tone="info" title={t("discarded", { file: run.fileName })} />
            ) : null}
            {view.may.edit && staged === null ? <Upload language={language} id={id} pasted={pasted} /> : null}
          </section>
          {staged === null ? null : (
            <Staged language={language} run={staged} lock={view.lock} mayEdit={view.may.edit} />
          )}
          {view.may.edit && staged !== null ? (
            <details className="section on-screen" open={pasted !== "" || staged.badRows > 0}>
              <summary>{t("upload.again")}</summary>
              <Upload language={language} id={id} pasted={pasted} />
            </details>
          ) : null}
        </div>
      </MoreText>
    </DeclarationScreen>
  );
}

interface UploadProps {
  readonly language: Language;
  readonly id: string;
  /** Cells that were pasted and refused. */
  readonly pasted: string;
}

function Upload({ language, id, pasted }: UploadProps) {
  const t = textOf(language, "imports");
  return (
    <>
      <ImportForm className="form" kind="upload">
        <input type="hidden" name="do" value="upload" />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="pastedName" value={t("upload.pastedName")} />
        <Field form="upload" name="file" label={t("upload.file")} help={t("upload.fileHelp")}>
          {(control) => <input {...control} type="file" accept=".xlsx,.csv,.tsv,.txt" />}
        </Field>
        <PastedField id={id} before={pasted} label={t("upload.pasted")} help={t("upload.pastedHelp")} />
        <div className="actions">
          <button type="submit" className="button-primary">
            {t("upload.submit")}
          </button>
        </div>
      </ImportForm>
      <p>
        {t("upload.template")}{" "}
        <a href={`/console/declarations/${id}/inventory.xlsx?lang=${language}`}>.xlsx</a>{" "}
        <a href={`/console/declarations/${id}/inventory.csv?lang=${language}`}>.csv</a>
      </p>
    </>
  );
}

/** What was taken over, and the way on. */
function Taken({
  language,
  run,
  taken,
}: {
  readonly language: Language;
  readonly run: ImportView;
  readonly taken: string;
}) {
  const t = textOf(language, "imports");
  const counts = /^(\d+)-(\d+)-(\d+)-(\d+)-(\d+)$/.exec(taken)?.slice(1).map(Number);
  const [added = 0, changed = 0, unchanged = 0, removed = 0, head = 0] = counts ?? [];
  const isNothing = counts !== undefined && added + changed + removed + head === 0;
  const others = run.sheets.filter(({ name, lines }) => name !== run.sheet && lines > 0);
  return (
    <Notice tone="good" title={`${t("taken.title")}${signs(language).colon}${run.fileName}`}>
      {counts === undefined ? null : (
        <p>
          {isNothing ? t("taken.nothing") : t("accept.effect", { added, changed, unchanged, removed })}
          {head === 0 ? null : ` ${t("taken.head", { count: head })}`}
        </p>
      )}
      {others.length === 0 ? null : (
        <p>{t("taken.otherSheets", { names: others.map(({ name }) => name).join(signs(language).list) })}</p>
      )}
      {run.mayMend ? (
        <>
          <p>{t("taken.mend", { count: run.badRows, days: run.mendDays })}</p>
          <ToMend language={language} run={run} />
        </>
      ) : null}
      <div className="actions">
        <Link className="button button-primary" href={`/console/declarations/${run.declarationId}#inventory`}>
          {t("taken.back")}
        </Link>
      </div>
    </Notice>
  );
}

/** In a text file there is no place for a second sheet. */
function ToMend({ language, run, isHead = false }: RunProps & { readonly isHead?: boolean }) {
  const t = textOf(language, "imports");
  const file = (format: string) =>
    `/api/imports/${run.declarationId}/${run.id}/to-mend.${format}?lang=${language}`;
  return (
    <div className="actions">
      <a className="button" href={file("xlsx")}>
        {isHead ? t("head.xlsx") : t("bad.xlsx")}
      </a>
      {isHead ? null : (
        <a className="button" href={file("csv")}>
          {t("bad.csv")}
        </a>
      )}
    </div>
  );
}

interface StagedProps {
  readonly language: Language;
  readonly run: ImportView;
  readonly lock: number;
  readonly mayEdit: boolean;
}

/** The dry run: what was found, what the columns mean, which rows stay out, and the step that takes the good ones over. */
function Staged({ language, run, lock, mayEdit }: StagedProps) {
  const t = textOf(language, "imports");
  const others = run.sheets.filter(({ name }) => name !== run.sheet);
  const found = {
    ...{ language, named: t("bad.line") },
    fieldName: (path: string) => lineFields.find(({ id }) => id === path)?.[language][0] ?? "",
  };
  return (
    <>
      <section className="section" id="found">
        <h2>{t("run.title")}</h2>
        <dl className="facts">
          <dt>{t("run.file")}</dt>
          <dd>{run.fileName}</dd>
          {run.sheet === "" ? null : (
            <>
              <dt>{t("run.sheet")}</dt>
              <dd>
                {run.sheet}
                {others.length === 0 ? null : (
                  <div className="muted small">
                    {t("run.otherSheets", {
                      names: others
                        .slice(0, 20)
                        .map(({ name }) => name)
                        .join(signs(language).list),
                    })}
                  </div>
                )}
              </dd>
            </>
          )}
          <dt>{t("run.goodRows")}</dt>
          <dd>{run.goodRows}</dd>
          <dt>{t("run.badRows")}</dt>
          <dd>{run.badRows}</dd>
        </dl>
        {run.goodRows + run.badRows === 0 ? <Notice tone="info" title={t("run.noRows")} /> : null}
        {run.goodRows === 0 && run.badRows > 0 ? <Notice tone="warn" title={t("run.noneGood")} /> : null}
        {run.badRows === 0 && run.goodRows > 0 ? <Notice tone="good" title={t("run.allGood")} /> : null}
        {mayEdit && run.hasFile ? <OtherSheets language={language} run={run} /> : null}
        {run.hasFile ? null : <Notice tone="info" title={t("fileGone")} />}
      </section>
      {run.head === null ? null : (
        <Head language={language} run={run} head={run.head} mayEdit={mayEdit && run.hasFile} />
      )}
      {mayEdit && run.hasFile ? (
        <ImportColumns language={language} columns={run.columns} open={run.goodRows === 0}>
          <ImportForm className="form" kind="upload">
            <Hidden what="map" run={run} />
            <ColumnFields
              language={language}
              columns={run.columns}
              fields={lineFields.map((field) => ({ id: field.id, name: field[language][0] }))}
            />
          </ImportForm>
        </ImportColumns>
      ) : null}
      {run.badRows === 0 ? null : (
        <section className="section" id="to-mend">
          <h2>{t("bad.title", { count: run.badRows })}</h2>
          <p className="muted">{t("bad.lead")}</p>
          <ToMend language={language} run={run} />
          <ImportFindings {...found} rows={run.bad} kind="problems" />
          {run.badRows > run.bad.length ? (
            <p className="muted">{t("bad.more", { count: run.badRows - run.bad.length })}</p>
          ) : null}
        </section>
      )}
      {run.repairedRows === 0 ? null : (
        <section className="section" id="repaired">
          <details>
            <summary>{t("repaired.title", { count: run.repairedRows })}</summary>
            <p className="muted">{t("repaired.lead")}</p>
            <ImportFindings {...found} rows={run.repaired} kind="repairs" />
          </details>
        </section>
      )}
      {mayEdit ? <TakeOver language={language} run={run} lock={lock} /> : null}
    </>
  );
}

interface RunProps {
  readonly language: Language;
  readonly run: ImportView;
}

function Hidden({ what, run }: { readonly what: string; readonly run: ImportView }) {
  return (
    <>
      <input type="hidden" name="do" value={what} />
      <input type="hidden" name="id" value={run.declarationId} />
      <input type="hidden" name="run" value={run.id} />
    </>
  );
}

/** Where more than one sheet holds lines, a person says which one is meant. */
function OtherSheets({ language, run }: RunProps) {
  const t = textOf(language, "imports");
  const withLines = run.sheets.filter(({ name, lines }) => lines > 0 || name === run.sheet);
  if (withLines.length < 2) return null;
  return (
    <Notice tone="warn" title={t("sheets.title")}>
      <p>{t("sheets.lead")}</p>
      <ImportForm className="form" kind="upload">
        <Hidden what="map" run={run} />
        <fieldset>
          <legend>{t("sheets.choose")}</legend>
          {withLines.map(({ name, lines }) => (
            <label className="check-line" key={name}>
              <input type="radio" name="sheet" value={name} defaultChecked={name === run.sheet} />
              <span className="identifier">
                {name}
                <span className="muted">{bracketed(language, t("sheets.lines", { count: lines }))}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="actions">
          <button type="submit">{t("sheets.submit")}</button>
        </div>
      </ImportForm>
    </Notice>
  );
}

interface HeadProps extends RunProps {
  readonly head: ImportHeadView;
  readonly mayEdit: boolean;
}

/** The head of the inventory as the file has it: what would change, what is wrong with it, and whether it goes along. */
function Head({ language, run, head, mayEdit }: HeadProps) {
  const t = textOf(language, "imports");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const isWrong = head.problems.some(({ code }) => code.startsWith("E_"));
  const { differences } = head;
  const label = (member: string) => findHeadField(member)?.[language] ?? member;
  return (
    <section className="section" id="head">
      <h2>{t("head.title")}</h2>
      <p className="muted">{t("head.lead", { sheet: head.sheet })}</p>
      {isWrong ? <Notice tone="warn" title={t("head.wrong")} /> : null}
      {isWrong && run.badRows === 0 ? <ToMend language={language} run={run} isHead /> : null}
      {head.problems.length === 0 ? null : (
        <div className="table-frame">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("bad.row")}</th>
                <th scope="col">{t("head.member")}</th>
                <th scope="col">{t("bad.value")}</th>
                <th scope="col">{t("bad.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {head.problems.map((problem, at) => (
                <tr key={`${problem.code} ${problem.path} ${at}`}>
                  <td>{problem.params?.["row"] ?? ""}</td>
                  <td>{label(problem.path)}</td>
                  <td>{problem.params?.["value"] ?? ""}</td>
                  <td className="wide-cell">
                    {say(problem)} <Link href={`/help/${problem.code}`}>{t("help")}</Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isWrong ? null : differences.length === 0 ? (
        <p>{t("head.same")}</p>
      ) : (
        <>
          <p>{head.isTaken ? t("head.taken", { count: differences.length }) : t("head.left")}</p>
          <div className="table-frame">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("head.member")}</th>
                  <th scope="col">{t("head.before")}</th>
                  <th scope="col">{t("head.after")}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ member, before, after }) => (
                  <tr key={member}>
                    <th scope="row">{label(member)}</th>
                    <td className="wide-cell">{before === "" ? t("head.nothing") : before}</td>
                    <td className="wide-cell">{after === "" ? t("head.nothing") : after}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {mayEdit ? (
            <ImportForm kind="upload">
              <Hidden what="map" run={run} />
              <input type="hidden" name="head" value={head.isTaken ? "leave" : "take"} />
              <div className="actions">
                <button type="submit">{head.isTaken ? t("head.leave") : t("head.take")}</button>
              </div>
            </ImportForm>
          ) : null}
        </>
      )}
    </section>
  );
}

function TakeOver({ language, run, lock }: Omit<StagedProps, "mayEdit">) {
  const t = textOf(language, "imports");
  const { add, replace } = run.effect;
  const head = run.head?.isTaken ? run.head.differences.length : 0;
  const isNothing = add.added + add.changed + head === 0 && replace.removed === 0;
  return (
    <section className="section" id="take-over">
      <h2>{t(run.goodRows + head === 0 ? "accept.none" : "accept.title")}</h2>
      {run.goodRows + head === 0 ? null : (
        <>
          <p className="muted">{isNothing ? t("accept.nothing") : t("accept.lead")}</p>
          <ImportForm className="form" kind="accept">
            <Hidden what="accept" run={run} />
            <input type="hidden" name="lock" value={lock} />
            {head === 0 ? null : <p>{t("accept.head", { count: head })}</p>}
            <fieldset>
              <legend>{t("accept.how")}</legend>
              {(["add", "replace"] as const).map((how) => (
                <label className="check-line" key={how}>
                  <input type="radio" name="how" value={how} defaultChecked={how === "add"} />
                  <span>
                    {t(`accept.${how}`)}
                    <span className="muted">
                      {bracketed(language, t("accept.effect", { ...run.effect[how] }))}
                    </span>
                  </span>
                </label>
              ))}
            </fieldset>
            <div className="actions">
              <button type="submit" className="button-primary">
                {run.goodRows === 0 ? t("accept.submitHead") : t("accept.submit", { count: run.goodRows })}
              </button>
            </div>
          </ImportForm>
        </>
      )}
      <ImportForm kind="accept">
        <Hidden what="discard" run={run} />
        <div className="actions">
          <button type="submit">{t("accept.discard")}</button>
        </div>
      </ImportForm>
    </section>
  );
}
