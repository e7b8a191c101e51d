import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../../server/caller.ts";
import type { ProductRunView } from "../../../../../server/services/product-import/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { localeOf, messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { ColumnFields, ImportColumns } from "../../../../_ui/import-columns.tsx";
import { ImportFindings } from "../../../../_ui/import-findings.tsx";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { named } from "../../../../_ui/named.ts";
import { Notice } from "../../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../../_ui/problem-sentence.ts";
import { Screen } from "../../../../_ui/screen.tsx";
import { oneOf } from "../../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { moment } from "../../../../_ui/shown.ts";
import { signs } from "../../../../_ui/signs.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { FileForm } from "../file-form.tsx";
import { stateWords } from "../state-words.ts";
import { PrepareRows } from "./prepare-rows.tsx";
import { RunProgress } from "./run-progress.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "products")("title") };
}

/** One file: what was found, what the columns mean, which rows stay out, how far it is, and what became of each row. */
export default async function Run({ params, searchParams }: ScreenProps<{ id: string }>) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [{ language, t: common }, run] = await Promise.all([
    spoken(),
    asked(registry().productImport.read({ id })),
  ]);
  const t = textOf(language, "products");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const refused = oneOf(query["problem"]);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("console"), href: "/console" },
        { name: t("title"), href: "/console/products/import" },
        { name: run.fileName },
      ]}
      title={`${t(`kinds.${run.kind}`)}${signs(language).colon}${run.fileName}`}
      lead={t("run.lead", {
        operator: named(language, run.operatorName, run.operatorNameOriginal),
        moment: moment(language, run.createdAt),
      })}
    >
      <MoreText messages={{ imports: messagesOf(language).imports, products: messagesOf(language).products }}>
        <div className="sections">
          {/^[A-Z][A-Z0-9_]{2,60}$/.test(refused) ? (
            <Notice tone="danger" title={say({ code: refused, path: "" })} />
          ) : null}
          <Found language={language} run={run} />
          {run.done.length === 0 ? null : <Done language={language} run={run} />}
          {run.bad.length === 0 ? null : <Bad language={language} run={run} />}
          {run.state === "staged" && run.changed.length > 0 ? (
            <Changes language={language} run={run} />
          ) : null}
          {run.state === "staged" && run.repaired.length > 0 ? (
            <Repaired language={language} run={run} />
          ) : null}
          {run.state === "staged" && run.hasFile && run.may.enter ? (
            <ImportColumns language={language} columns={run.columns} open={run.goodRows === 0}>
              <FileForm action="/api/product-imports" className="stack">
                <input type="hidden" name="do" value="map" />
                <input type="hidden" name="id" value={run.id} />
                <ColumnFields
                  language={language}
                  columns={run.columns}
                  fields={run.fields.map((field) => ({ id: field.id, name: field[language] }))}
                />
              </FileForm>
            </ImportColumns>
          ) : null}
        </div>
      </MoreText>
    </Screen>
  );
}

interface RunProps {
  readonly language: Language;
  readonly run: ProductRunView;
}

/** Counts and state first, and the one step that comes next. */
function Found({ language, run }: RunProps) {
  const t = textOf(language, "products");
  const { created, changed, unchanged } = run.counts;
  return (
    <section className="section" id="found">
      <h2>{t("run.found")}</h2>
      {run.state === "accepted" ? (
        <Notice tone="good" title={t("run.finished", { file: run.fileName })} />
      ) : null}
      {run.state === "stopped" ? <Notice tone="info" title={t("run.stopped")} /> : null}
      {run.state === "discarded" ? (
        <Notice tone="info" title={t("run.discarded", { file: run.fileName })} />
      ) : null}
      <dl className="facts">
        <dt>{t("list.state")}</dt>
        <dd>{stateWords(language, run)}</dd>
        {run.sheet === "" ? null : (
          <>
            <dt>{t("run.sheet")}</dt>
            <dd>{run.sheet}</dd>
          </>
        )}
        <dt>{t("run.good")}</dt>
        <dd>
          {run.goodRows}
          {run.goodRows === 0 ? null : (
            <ul className="plain muted small">
              {created === 0 ? null : <li>{t("run.created", { count: created })}</li>}
              {changed === 0 ? null : <li>{t("run.changed", { count: changed })}</li>}
              {unchanged === 0 ? null : <li>{t("run.unchanged", { count: unchanged })}</li>}
            </ul>
          )}
        </dd>
        <dt>{t("run.bad")}</dt>
        <dd>{run.badRows}</dd>
      </dl>
      {run.state === "running" ? <RunProgress id={run.id} done={run.doneRows} total={run.goodRows} /> : null}
      {run.state === "staged" ? <Verdict language={language} run={run} /> : null}
      <Next language={language} run={run} />
      <p className="muted small">{t("run.gone", { days: run.keptDays })}</p>
      <div className="actions">
        <Link className="button" href="/console/products/import">
          {t("run.back")}
        </Link>
        <Link className="button" href={run.kind === "models" ? "/console/models" : "/console/batteries"}>
          {t(run.kind === "models" ? "run.toModels" : "run.toBatteries")}
        </Link>
      </div>
    </section>
  );
}

function Verdict({ language, run }: RunProps) {
  const t = textOf(language, "products");
  if (run.goodRows + run.badRows === 0) return <Notice tone="info" title={t("run.noRows")} />;
  if (run.goodRows === 0) return <Notice tone="warn" title={t("run.noneGood")} />;
  return run.badRows === 0 ? <Notice tone="good" title={t("run.allGood")} /> : null;
}

/** What may be done now. */
function Next({ language, run }: RunProps) {
  const t = textOf(language, "products");
  if (!run.may.enter || run.state === "accepted" || run.state === "discarded") return null;
  const left = run.goodRows - run.doneRows;
  const step = (deed: string, words: string, isPrimary: boolean) => (
    <FileForm action="/api/product-imports">
      <input type="hidden" name="do" value={deed} />
      <input type="hidden" name="id" value={run.id} />
      <div className="actions">
        <button type="submit" className={isPrimary ? "button-primary" : ""}>
          {words}
        </button>
      </div>
    </FileForm>
  );
  if (run.state === "running")
    return run.isCutOff ? step("accept", t("run.resume"), true) : step("stop", t("run.stop"), false);
  return (
    <>
      {left === 0 ? null : (
        <>
          <p className="muted">
            {t("run.acceptLead")}{" "}
            {run.kind !== "items" ? null : run.toSign === null ? t("run.acceptItems") : t("run.signLead")}
          </p>
          {run.toSign === null ? (
            step("accept", run.state === "staged" ? t("run.accept", { count: left }) : t("run.resume"), true)
          ) : (
            <PrepareRows id={run.id} count={run.toSign} />
          )}
        </>
      )}
      {run.state === "staged" ? step("discard", t("run.discard"), false) : null}
    </>
  );
}

/** Every row that was entered, and the way to what it made. */
function Done({ language, run }: RunProps) {
  const t = textOf(language, "products");
  return (
    <section className="section" id="done">
      <h2>{t("run.doneTitle")}</h2>
      {run.doneRows > run.done.length ? (
        <p className="muted">{t("run.doneMore", { shown: run.done.length, count: run.doneRows })}</p>
      ) : null}
      <div className="table-frame">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("run.row")}</th>
              <th scope="col">{t("run.name")}</th>
              <th scope="col">{t("run.outcome")}</th>
              <th scope="col">{t("run.passport")}</th>
            </tr>
          </thead>
          <tbody>
            {run.done.map(({ number, name, outcome, path }) => (
              <tr key={number}>
                <td data-label={t("run.row")}>{number}</td>
                <th scope="row">{name}</th>
                <td data-label={t("run.outcome")}>{outcome === null ? "" : t(`outcome.${outcome}`)}</td>
                <td data-label={t("run.passport")}>
                  {path === null ? null : (
                    <a className="identifier" href={path}>
                      {path}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Bad({ language, run }: RunProps) {
  const t = textOf(language, "imports");
  const own = textOf(language, "products");
  return (
    <section className="section" id="to-mend">
      <h2>{t("bad.title", { count: run.badRows })}</h2>
      <p className="muted">{own("run.mendLead")}</p>
      <div className="actions">
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            key={format}
            className="button"
            href={`/api/product-imports/${run.id}/to-mend.${format}?lang=${language}`}
          >
            {own("run.toMend", { format: `.${format}` })}
          </a>
        ))}
      </div>
      <ImportFindings
        {...{ language, rows: run.bad, kind: "problems", named: own("run.name") }}
        fieldName={fieldNames(run, language)}
      />
      {run.badRows > run.bad.length ? (
        <p className="muted">{t("bad.more", { count: run.badRows - run.bad.length })}</p>
      ) : null}
    </section>
  );
}

function Repaired({ language, run }: RunProps) {
  const t = textOf(language, "imports");
  const own = textOf(language, "products");
  return (
    <section className="section" id="repaired">
      <details>
        <summary>{t("repaired.title", { count: run.repaired.length })}</summary>
        <p className="muted">{t("repaired.lead")}</p>
        <ImportFindings
          {...{ language, rows: run.repaired, kind: "repairs", named: own("run.name") }}
          fieldName={fieldNames(run, language)}
        />
      </details>
    </section>
  );
}

function Changes({ language, run }: RunProps) {
  const t = textOf(language, "products");
  const name = fieldNames(run, language);
  return (
    <section className="section" id="changes">
      <h2>{t("run.changesTitle", { count: run.counts.changed })}</h2>
      <p className="muted">{t("run.changesLead")}</p>
      <div className="table-frame">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("run.name")}</th>
              <th scope="col">{t("run.column")}</th>
              <th scope="col">{t("run.before")}</th>
              <th scope="col">{t("run.after")}</th>
            </tr>
          </thead>
          <tbody>
            {run.changed.flatMap((row) =>
              row.differences.map(({ column, before, after }) => (
                <tr key={`${String(row.number)} ${column}`}>
                  <th scope="row">{row.name}</th>
                  <td data-label={t("run.column")}>{name(column)}</td>
                  <td className="wide-cell" data-label={t("run.before")}>
                    {before}
                  </td>
                  <td className="wide-cell" data-label={t("run.after")}>
                    {after}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What a column is called; a path into one by its first. */
function fieldNames({ fields }: ProductRunView, language: Language): (path: string) => string {
  return (path) => fields.find(({ id }) => id === path || id.startsWith(`${path}.`))?.[language] ?? path;
}
