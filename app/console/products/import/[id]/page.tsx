import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../../server/caller.ts";
import { rowsToSign } from "../../../../../server/services/product-import/view.ts";
import type { Problem } from "../../../../../server/domain/problem.ts";
import type { ProductRowView, ProductRunView } from "../../../../../server/services/product-import/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { localeOf, messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
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
      lead={t("run.lead", { operator: run.operatorName, moment: moment(language, run.createdAt) })}
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
            <Columns language={language} run={run} />
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
            {run.kind !== "items" ? null : run.isSignedOutside ? t("run.signLead") : t("run.acceptItems")}
          </p>
          {run.isSignedOutside ? (
            <MoreText messages={{ products: messagesOf(language).products }}>
              <PrepareRows id={run.id} count={Math.min(left, rowsToSign)} />
            </MoreText>
          ) : (
            step("accept", run.state === "staged" ? t("run.accept", { count: left }) : t("run.resume"), true)
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
      <Problems language={language} run={run} rows={run.bad} isWanted={(code) => !code.startsWith("W_")} />
      {run.badRows > run.bad.length ? (
        <p className="muted">{t("bad.more", { count: run.badRows - run.bad.length })}</p>
      ) : null}
    </section>
  );
}

function Repaired({ language, run }: RunProps) {
  const t = textOf(language, "imports");
  return (
    <section className="section" id="repaired">
      <details>
        <summary>{t("repaired.title", { count: run.repaired.length })}</summary>
        <p className="muted">{t("repaired.lead")}</p>
        <Problems
          language={language}
          run={run}
          rows={run.repaired}
          isWanted={(code) => code.startsWith("W_")}
        />
      </details>
    </section>
  );
}

/** Row, column, value and reason of everything that was found. */
function Problems({
  language,
  run,
  rows,
  isWanted,
}: RunProps & { readonly rows: readonly ProductRowView[]; readonly isWanted: (code: string) => boolean }) {
  const t = textOf(language, "imports");
  const own = textOf(language, "products");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  return (
    <div className="table-frame">
      <table className="stacks stacks-tight">
        <thead>
          <tr>
            <th scope="col">{t("bad.row")}</th>
            <th scope="col">{own("run.name")}</th>
            <th scope="col">{t("bad.place")}</th>
            <th scope="col">{t("bad.value")}</th>
            <th scope="col">{t("bad.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ number, name, problems }) =>
            problems
              .filter(({ code }) => isWanted(code))
              .map((problem, at) => (
                <tr key={`${String(number)} ${problem.code} ${problem.path} ${String(at)}`}>
                  <td data-label={t("bad.row")}>{number}</td>
                  <td data-label={own("run.name")}>{name}</td>
                  <td data-label={t("bad.place")}>{placeOf(problem, run, language)}</td>
                  <td data-label={t("bad.value")}>{problem.params?.["value"] ?? ""}</td>
                  <td className="wide-cell" data-label={t("bad.reason")}>
                    {say(problem)} <Link href={`/help/${problem.code}`}>{t("help")}</Link>
                  </td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The column with its heading; where the file has none for it, what the column would be called. */
function placeOf({ path, params }: Problem, { fields }: ProductRunView, language: Language): string {
  const { column, heading } = params ?? {};
  if (column !== undefined) return `${column} ${heading ?? ""}`.trim();
  return fields.find(({ id }) => id === path || id.startsWith(`${path}.`))?.[language] ?? path;
}

function Changes({ language, run }: RunProps) {
  const t = textOf(language, "products");
  const name = (column: string) =>
    run.fields.find(({ id }) => id === column || id.startsWith(`${column}.`))?.[language] ?? column;
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

function Columns({ language, run }: RunProps) {
  const t = textOf(language, "imports");
  const unread = run.columns.filter(({ field }) => field === null);
  return (
    <section className="section" id="columns">
      <details open={run.goodRows === 0}>
        <summary>{t("columns.title")}</summary>
        <p className="muted">{t("columns.lead")}</p>
        <FileForm action="/api/product-imports" className="form">
          <input type="hidden" name="do" value="map" />
          <input type="hidden" name="id" value={run.id} />
          <div className="table-frame">
            <table className="stacks stacks-tight import-columns">
              <thead>
                <tr>
                  <th scope="col">{t("columns.column")}</th>
                  <th scope="col">{t("columns.heading")}</th>
                  <th scope="col">{t("columns.sample")}</th>
                  <th scope="col">{t("columns.field")}</th>
                </tr>
              </thead>
              <tbody>
                {run.columns.map(({ key, letters, heading, field, sample }) => (
                  <tr key={key}>
                    <td data-label={t("columns.column")}>{letters}</td>
                    <th scope="row">{heading}</th>
                    <td className="muted" data-label={t("columns.sample")}>
                      {sample.map((text) => text.slice(0, 40)).join(" · ")}
                    </td>
                    <td data-label={t("columns.field")}>
                      <input type="hidden" name="column" value={key} />
                      <select
                        name="field"
                        defaultValue={field ?? ""}
                        aria-label={t("columns.fieldOf", { letters, heading })}
                      >
                        <option value="">{t("columns.ignore")}</option>
                        {field === null || run.fields.some(({ id }) => id === field) ? null : (
                          <option value={field}>{field}</option>
                        )}
                        {run.fields.map((one) => (
                          <option key={one.id} value={one.id}>
                            {one[language]}
                          </option>
                        ))}
                      </select>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="actions">
            <button type="submit">{t("columns.submit")}</button>
          </div>
        </FileForm>
      </details>
      {unread.length === 0 ? null : (
        <p className="muted small">
          {t("columns.unread", {
            count: unread.length,
            names: unread.map(({ heading, letters }) => heading || letters).join(signs(language).list),
          })}
        </p>
      )}
    </section>
  );
}
