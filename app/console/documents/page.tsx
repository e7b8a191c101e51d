import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { asStated } from "../../_ui/shown.ts";
import { bracketed } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "products")("files.title") };
}

/** Every file of one's operators, and each data point it answers with who reads it there. */
export default async function Documents() {
  const [{ language, t: common, words }, documents] = await Promise.all([
    spoken(),
    asked(registry().document.list({})),
  ]);
  const t = textOf(language, "products");
  const readers = messagesOf(language).console.documentAudience;
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[{ name: common("console"), href: "/console" }, { name: t("files.title") }]}
      title={t("files.title")}
      lead={t("files.lead")}
    >
      {documents.length === 0 ? (
        <p>{t("files.none")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks stacks-tight">
            <thead>
              <tr>
                <th scope="col">{t("files.name")}</th>
                <th scope="col">{t("files.uses")}</th>
                <th scope="col">{t("files.kind")}</th>
                <th scope="col">{t("files.size")}</th>
                <th scope="col">{t("files.operator")}</th>
              </tr>
            </thead>
            <tbody>
              {documents.map((document) => (
                <tr key={document.id} id={document.id}>
                  <th scope="row">
                    {document.uses[0] === undefined ? (
                      document.title
                    ) : (
                      <a href={document.uses[0].path}>{document.title}</a>
                    )}
                  </th>
                  <td className="wide-cell" data-label={t("files.uses")}>
                    {document.uses.length + document.otherUses === 0 ? (
                      <span className="muted">{t("files.unused")}</span>
                    ) : (
                      <ul className="plain">
                        {document.uses.map(({ modelId, modelName, attribute, dataSet }) => (
                          <li key={`${modelId} ${attribute}`}>
                            <Link href={`/console/models/${modelId}/attributes#${attribute}`}>
                              {modelName} · {wordIn(words.documentKind, attribute)}
                            </Link>
                            {bracketed(language, readers[dataSet])}
                          </li>
                        ))}
                        {document.otherUses === 0 ? null : (
                          <li>{t("files.otherUses", { count: document.otherUses })}</li>
                        )}
                      </ul>
                    )}
                  </td>
                  <td data-label={t("files.kind")}>
                    {document.mediaType.replace(/^.*\//, "").toUpperCase()}
                  </td>
                  <td data-label={t("files.size")}>
                    {asStated(String(Math.ceil(document.sizeBytes / 1024)))} kB
                  </td>
                  <td className="wide-cell" data-label={t("files.operator")}>
                    {named(language, document.operatorName, document.operatorNameOriginal)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Screen>
  );
}
