import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { Alert } from "../../../server/services/oversight/find-alerts.ts";
import type { Language } from "../../_text/languages.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { footprintShown, percent, shown, signed, unitShown } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("alerts.title") };
}

/** Where released declarations differ from comparable ones, with the numbers. */
export default async function Alerts() {
  const [{ language, t, words }, alerts] = await Promise.all([
    spoken(),
    asked(registry().oversight.alerts()),
  ]);
  const o = textOf(language, "oversight");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("alerts.title") }]}
      title={o("alerts.title")}
      lead={o("alerts.lead")}
    >
      <div className="sections">
        {alerts.length === 0 ? (
          <p>{o("alerts.none")}</p>
        ) : (
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{o("sample.model")}</th>
                  <th scope="col">{o("sample.operator")}</th>
                  <th scope="col">{o("alerts.kind")}</th>
                  <th scope="col">{o("alerts.what")}</th>
                </tr>
              </thead>
              <tbody>
                {alerts.map((alert) => (
                  <tr key={`${alert.kind} ${alert.path} ${said(language, alert)}`}>
                    <th scope="row">
                      <a href={`/authority/passport?product=${encodeURIComponent(alert.path)}`}>
                        {alert.modelName}
                      </a>
                    </th>
                    <td data-label={o("sample.operator")}>
                      {named(language, alert.operator, alert.operatorOriginal)}
                    </td>
                    <td data-label={o("alerts.kind")}>{o(`alerts.kinds.${alert.kind}`)}</td>
                    <td data-label={o("alerts.what")}>{said(language, alert)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <section className="section">
          <h2>{o("alerts.method")}</h2>
          <p>{o("alerts.methodText")}</p>
        </section>
      </div>
    </Screen>
  );
}

/** The name of a line, and which of its factors where it has several. */
function lineOf(
  language: Language,
  { line, lineZh, of }: Extract<Alert, { kind: "factor" | "library" }>,
): string {
  const o = textOf(language, "oversight");
  const name = language === "zh" ? lineZh : line;
  if (of.part === "line") return name;
  return of.part === "recycled"
    ? o("alerts.recycledPart", { name })
    : o("alerts.sourcePart", { name, place: of.place });
}

function said(language: Language, alert: Alert): string {
  const o = textOf(language, "oversight");
  switch (alert.kind) {
    case "result":
      return o("alerts.result", {
        ...{ compared: alert.compared, category: alert.category, method: alert.method },
        value: footprintShown(alert.value),
        median: footprintShown(alert.median),
        spread: footprintShown(alert.spread),
      });
    case "factor":
      return o("alerts.factor", {
        ...{ line: lineOf(language, alert), compared: alert.compared, unit: unitShown(alert.unit, language) },
        value: shown(alert.value, 4),
        median: shown(alert.median, 4),
        spread: shown(alert.spread, 4),
      });
    case "library": {
      const { record } = alert;
      return o("alerts.library", {
        line: lineOf(language, alert),
        name: language === "zh" ? record.nameZh : record.nameEn,
        ...{ id: record.id, year: String(record.year), unit: unitShown(record.unit, language) },
        value: shown(alert.value, 4),
        library: shown(record.value, 4),
        difference: signed(alert.difference, 4),
        share: percent(alert.share),
      });
    }
    case "identical":
      return o("alerts.identical", { value: footprintShown(alert.value), others: alert.others.join("; ") });
    case "corrections":
      return o("alerts.corrections", { versions: alert.versions });
  }
}
