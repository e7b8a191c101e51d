import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { spoken } from "../../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "life")("transfers.products") };
}

/** Every passport of one transfer (`of`), page by page (`after`). */
export default async function TransferredPassports({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const [id, after] = [oneOf(query["of"]), oneOf(query["after"])];
  const [{ language, t: c }, { passports, next }] = await Promise.all([
    spoken(),
    asked(registry().life.transferred({ id, after })),
  ]);
  const t = textOf(language, "life");
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[
        { name: c("console"), href: "/console" },
        { name: t("transfers.title"), href: "/console/transfers" },
        { name: t("transfers.products") },
      ]}
      title={t("transfers.products")}
      lead={null}
    >
      <ul className="plain">
        {passports.map(({ productUrl, path, modelName, serial }) => (
          <li key={productUrl}>
            <a href={path}>{[modelName, serial].filter((part) => part !== null).join(" · ")}</a>{" "}
            <span className="identifier small">{productUrl}</span>
          </li>
        ))}
      </ul>
      {next === null ? null : (
        <p>
          <a
            className="button"
            href={`/console/transfers/passports?${new URLSearchParams({ of: id, after: next }).toString()}`}
          >
            {t("transfers.next")}
          </a>
        </p>
      )}
    </Screen>
  );
}
