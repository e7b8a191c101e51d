import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import type { ItemListRow } from "../../../server/services/item/view.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { day, month } from "../../_ui/shown.ts";
import { signs } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { batteryPath } from "./battery-path.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "batteries")("title") };
}

const filters = ["search", "model", "batch", "status"] as const;

/** Single batteries of the operators somebody acts for: by model, batch, status and any part of the serial, a page at a time. */
export default async function Batteries({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const wanted = new Map(
    filters.flatMap((name) => {
      const value = oneOf(query[name]);
      return value === "" ? [] : [[name, value] as const];
    }),
  );
  const before = oneOf(query["before"]);
  const [{ language, t: common }, models, page] = await Promise.all([
    spoken(),
    asked(registry().model.list({})),
    asked(
      registry().item.list({
        search: wanted.get("search"),
        modelId: wanted.get("model"),
        batchId: wanted.get("batch"),
        status: wanted.get("status"),
        before: before === "" ? undefined : before,
      }),
    ),
  ]);
  const t = textOf(language, "batteries");
  const further = new URLSearchParams([...wanted, ["before", page.next ?? ""]]);
  const isAll = wanted.size === 0 && before === "";
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[{ name: common("console"), href: "/console" }, { name: t("title") }]}
      title={t("title")}
      lead={<p>{t("lead")}</p>}
    >
      <div className="table-words">
        <form className="list-filters" role="search" action="/console/batteries" method="get">
          <label className="visually-hidden" htmlFor="search">
            {t("search")}
          </label>
          <input
            id="search"
            name="search"
            type="search"
            className="search"
            placeholder={t("search")}
            defaultValue={wanted.get("search") ?? ""}
          />
          <label className="visually-hidden" htmlFor="model">
            {t("model")}
          </label>
          <select id="model" name="model" defaultValue={wanted.get("model") ?? ""}>
            <option value="">{t("allModels")}</option>
            {models.map(({ id, name, modelCode }) => (
              <option key={id} value={id}>
                {`${name} · ${modelCode}`}
              </option>
            ))}
          </select>
          <label className="visually-hidden" htmlFor="status">
            {t("status")}
          </label>
          <select id="status" name="status" defaultValue={wanted.get("status") ?? ""}>
            <option value="">{t("allStatuses")}</option>
            {Object.entries(messagesOf(language).batteries.statuses).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
          {wanted.has("batch") ? <input type="hidden" name="batch" value={wanted.get("batch")} /> : null}
          <button type="submit">{t("narrow")}</button>
          {isAll ? null : <Link href="/console/batteries">{t("all")}</Link>}
        </form>
        <span role="status">{t("shown", { count: page.items.length })}</span>
      </div>
      {page.items.length === 0 ? (
        <div className="empty">
          <p>{isAll ? t("noneYet") : t("none")}</p>
        </div>
      ) : (
        <BatteryTable language={language} items={page.items} />
      )}
      <p className="row">
        {before === "" ? null : (
          <Link href={`/console/batteries?${new URLSearchParams([...wanted]).toString()}`}>
            {t("toFirst")}
          </Link>
        )}
        {page.next === null ? null : (
          <Link href={`/console/batteries?${further.toString()}`} rel="next">
            {t("more")}
          </Link>
        )}
      </p>
    </Screen>
  );
}

function BatteryTable({
  language,
  items,
}: {
  readonly language: Language;
  readonly items: readonly ItemListRow[];
}) {
  const t = textOf(language, "batteries");
  const { comma } = signs(language);
  return (
    <div className="table-frame">
      <table className="stacks stacks-early">
        <thead>
          <tr>
            <th scope="col">{t("serial")}</th>
            <th scope="col">{t("model")}</th>
            <th scope="col">{t("batch")}</th>
            <th scope="col">{t("status")}</th>
            <th scope="col">{t("made")}</th>
            <th scope="col">{t("placed")}</th>
            <th scope="col">{t("version")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.productUrl}>
              <th scope="row">
                <Link className="identifier" href={batteryPath(item.productUrl)}>
                  {item.serial}
                </Link>
                {item.isChanged || item.isEnded ? (
                  <div className="small muted">
                    {[item.isChanged ? t("changed") : "", item.isEnded ? t("ended") : ""]
                      .filter((word) => word !== "")
                      .join(comma)}
                  </div>
                ) : null}
              </th>
              <td data-label={t("model")}>{item.modelName}</td>
              <td data-label={t("batch")}>{item.batchNumber ?? "–"}</td>
              <td data-label={t("status")}>
                {wordIn(messagesOf(language).batteries.statuses, item.batteryStatus)}
              </td>
              <td data-label={t("made")}>{month(language, item.manufacturedOn)}</td>
              <td className="nowrap" data-label={t("placed")}>
                {item.placedOnMarketOn === null ? "–" : day(language, item.placedOnMarketOn)}
              </td>
              <td data-label={t("version")}>{item.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
