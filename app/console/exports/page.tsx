import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { getsPassport } from "../../_ui/gets-passport.ts";
import { mayDo } from "../../_ui/may.ts";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "exports")("title") };
}

/** Forms of one passport by their names on the screen. */
const forms = [
  ["AAS", "form=aas%2Bjson"],
  ["Catena-X", "form=catena-x%2Bjson"],
  ["JSON-LD", "form=ld%2Bjson"],
  ["CSV", "form=csv"],
  ["XLSX", "form=xlsx"],
] as const;

/** Of a battery whose category gets no passport. */
const formsOfInformation = forms.filter(([name]) => name === "JSON-LD");

/** Passports shown here; the list of passports has all. */
const shown = 50;

/** What an operator takes along: tables, single passports in other forms, or everything. */
export default async function Exports() {
  const [{ language, t }, operators, passports, may] = await Promise.all([
    spoken(),
    asked(registry().operator.list()),
    asked(registry().passport.list()),
    mayDo(),
  ]);
  const e = textOf(language, "exports");
  const table = (operator: string, level: string, form: string) =>
    `/api/passport-table?${new URLSearchParams({ operator, level, form, lang: language }).toString()}`;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: e("title") }]}
      title={e("title")}
      lead={e("lead")}
    >
      <div className="sections">
        <section className="section">
          <h2>{e("tables.title")}</h2>
          <p className="muted">{e("tables.help")}</p>
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{e("tables.operator")}</th>
                  <th scope="col">{e("tables.models")}</th>
                  <th scope="col">{e("tables.batteries")}</th>
                </tr>
              </thead>
              <tbody>
                {operators.map(({ id, name, nameOriginal }) => (
                  <tr key={id}>
                    <th scope="row">{named(language, name, nameOriginal ?? null)}</th>
                    {(["model", "item"] as const).map((level) => (
                      <td
                        key={level}
                        data-label={e(level === "model" ? "tables.models" : "tables.batteries")}
                      >
                        <span className="row">
                          <a href={table(id, level, "csv")}>CSV</a>
                          <a href={table(id, level, "xlsx")}>XLSX</a>
                        </span>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section className="section">
          <h2>{e("archive.title")}</h2>
          <p className="muted">{e("archive.help")}</p>
          {operators.some(({ id }) => may("tenant.export", id)) ? null : <p>{e("archive.only")}</p>}
          <div className="actions">
            {operators
              .filter(({ id }) => may("tenant.export", id))
              .map(({ id, slug, name, nameOriginal }) => (
                <a
                  key={id}
                  className="button"
                  href={`/api/tenant-export?${new URLSearchParams({ operator: slug }).toString()}`}
                >
                  {e("archive.take", { name: named(language, name, nameOriginal ?? null) })}
                </a>
              ))}
          </div>
          <p className="small muted">
            {e("archive.check")} <code>npx cellproof export --check FILE</code>
          </p>
        </section>
        <section className="section">
          <h2>{e("one.title")}</h2>
          <p className="muted">{e("one.help")}</p>
          {passports.length === 0 ? (
            <p>{e("one.none")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks stacks-early">
                <thead>
                  <tr>
                    <th scope="col">{e("one.product")}</th>
                    <th scope="col">{e("one.forms")}</th>
                  </tr>
                </thead>
                <tbody>
                  {passports.slice(0, shown).map((row) => (
                    <tr key={row.productUrl}>
                      <th scope="row">
                        <a href={row.path}>{[row.modelName, row.serial ?? ""].join(" ").trim()}</a>
                        <div className="small muted identifier">{row.productUrl}</div>
                      </th>
                      <td data-label={e("one.forms")}>
                        <span className="row">
                          <a href={`${row.path}?form=json`}>
                            {getsPassport(row.category) ? e("one.compressed") : "JSON"}
                          </a>
                          {getsPassport(row.category) ? (
                            <a href={`${row.path}?form=json&representation=full`}>{e("one.full")}</a>
                          ) : null}
                          {(getsPassport(row.category) ? forms : formsOfInformation).map(([name, query]) => (
                            <a key={name} href={`${row.path}?${query}&lang=${language}`}>
                              {name}
                            </a>
                          ))}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </div>
    </Screen>
  );
}
