import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { batteryCategories, parseBatteryCategory } from "../../../../server/domain/battery/category.ts";
import { categoryTitles } from "../../../../server/domain/product-import/column.ts";
import type { ProductRunRow } from "../../../../server/services/product-import/view.ts";
import type { Language } from "../../../_text/languages.ts";
import { localeOf, messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { Field } from "../../../_ui/field.tsx";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../_ui/problem-sentence.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { oneOf } from "../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { moment } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { FileForm } from "./file-form.tsx";
import { stateWords } from "./state-words.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "products")("title") };
}

/** Templates by category, the way in for a file, and every file that was sent before. */
export default async function Imports({ searchParams }: ScreenProps<Record<string, never>>) {
  const query = await searchParams;
  const [{ language, t: common }, runs, operators] = await Promise.all([
    spoken(),
    asked(registry().productImport.list()),
    asked(registry().operator.list()),
  ]);
  const t = textOf(language, "products");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const kind = oneOf(query["kind"]) === "items" ? "items" : "models";
  const wanted = parseBatteryCategory(oneOf(query["category"]));
  const category = wanted.ok ? wanted.value : "EV";
  const refused = oneOf(query["problem"]);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[{ name: common("console"), href: "/console" }, { name: t("title") }]}
      title={t("title")}
      lead={t("lead")}
    >
      <MoreText messages={{ imports: messagesOf(language).imports, products: messagesOf(language).products }}>
        <div className="sections">
          {/^[A-Z][A-Z0-9_]{2,60}$/.test(refused) ? (
            <Notice tone="danger" title={say({ code: refused, path: "" })} />
          ) : null}
          <section className="section" id="template">
            <h2>{t("begin.templateTitle")}</h2>
            <p className="muted">{t("begin.templateLead")}</p>
            <form method="get" className="form">
              <input type="hidden" name="lang" value={language} />
              <div className="form-grid">
                <Field form="template" name="kind" label={t("begin.kind")}>
                  {(control) => (
                    <select {...control} defaultValue={kind}>
                      <option value="models">{t("begin.models")}</option>
                      <option value="items">{t("begin.items")}</option>
                    </select>
                  )}
                </Field>
                <Field
                  form="template"
                  name="category"
                  label={t("begin.category")}
                  help={t("begin.categoryHelp")}
                >
                  {(control) => (
                    <select {...control} defaultValue={category}>
                      {batteryCategories.map((one) => (
                        <option key={one} value={one}>
                          {categoryTitles[one][language]}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              </div>
              <div className="actions">
                <button type="submit">{t("begin.show")}</button>
              </div>
              <p>
                <strong>{categoryTitles[category][language]}</strong> · {t(`kinds.${kind}`)}
              </p>
              <div className="actions">
                {(["xlsx", "csv"] as const).map((format) => (
                  <a
                    key={format}
                    className="button"
                    href={`/api/templates/${category}?kind=${kind}&format=${format}&lang=${language}`}
                  >
                    {t("begin.template", { format: `.${format}` })}
                  </a>
                ))}
              </div>
            </form>
          </section>
          <section className="section" id="file">
            <h2>{t("begin.title")}</h2>
            <FileForm action="/api/product-imports" className="form">
              <input type="hidden" name="do" value="upload" />
              <div className="form-grid form-grid-wide">
                <Field form="upload" name="operator" label={t("begin.operator")}>
                  {(control) => (
                    <select {...control}>
                      {operators.map(({ id, name, nameOriginal }) => (
                        <option key={id} value={id}>
                          {named(language, name, nameOriginal)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <Field form="upload" name="kind" label={t("begin.kind")}>
                  {(control) => (
                    <select {...control} defaultValue={kind}>
                      <option value="models">{t("begin.models")}</option>
                      <option value="items">{t("begin.items")}</option>
                    </select>
                  )}
                </Field>
                <Field form="upload" name="category" label={t("begin.category")}>
                  {(control) => (
                    <select {...control} defaultValue={wanted.ok ? category : ""}>
                      <option value="">{t("begin.anyCategory")}</option>
                      {batteryCategories.map((one) => (
                        <option key={one} value={one}>
                          {categoryTitles[one][language]}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <Field form="upload" name="file" label={t("begin.file")} help={t("begin.fileHelp")}>
                  {(control) => <input {...control} type="file" accept=".xlsx,.csv,.tsv,.txt" />}
                </Field>
              </div>
              <p className="muted small">{t("begin.noRight")}</p>
              <div className="actions">
                <button type="submit" className="button-primary">
                  {t("begin.submit")}
                </button>
              </div>
            </FileForm>
          </section>
          <Runs language={language} runs={runs} />
        </div>
      </MoreText>
    </Screen>
  );
}

function Runs({ language, runs }: { readonly language: Language; readonly runs: readonly ProductRunRow[] }) {
  const t = textOf(language, "products");
  return (
    <section className="section" id="imports">
      <h2>{t("list.title")}</h2>
      {runs.length === 0 ? (
        <p className="muted">{t("list.none")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks stacks-tight">
            <thead>
              <tr>
                <th scope="col">{t("list.file")}</th>
                <th scope="col">{t("list.kind")}</th>
                <th scope="col">{t("list.state")}</th>
                <th scope="col">{t("list.rows")}</th>
                <th scope="col">{t("begin.operator")}</th>
                <th scope="col">{t("list.sent")}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row">
                    <Link href={`/console/products/import/${run.id}`}>{run.fileName}</Link>
                  </th>
                  <td data-label={t("list.kind")}>{t(`kinds.${run.kind}`)}</td>
                  <td data-label={t("list.state")}>{stateWords(language, run)}</td>
                  <td data-label={t("list.rows")}>
                    {t("run.progress", { done: run.doneRows, total: run.goodRows })}
                  </td>
                  <td data-label={t("begin.operator")}>
                    {named(language, run.operatorName, run.operatorNameOriginal)}
                  </td>
                  <td data-label={t("list.sent")}>{moment(language, run.createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
