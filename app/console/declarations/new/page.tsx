import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { named } from "../../../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("newDeclaration.title") };
}

/** Which model to declare for: those that have no declaration yet. The others go on from their newest one. */
export default async function ChooseModel() {
  const [{ language, t }, models, declarations] = await Promise.all([
    spoken(),
    asked(registry().model.list()),
    asked(registry().footprint.list()),
  ]);
  const declared = new Set(
    declarations.map(({ operatorId, subjectCode, plant }) => `${operatorId} ${subjectCode} ${plant}`),
  );
  const open = models.filter(
    ({ operatorId, modelCode, facility }) => !declared.has(`${operatorId} ${modelCode} ${facility.name}`),
  );
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("declarations.title"), href: "/console/declarations" },
        { name: t("newDeclaration.title") },
      ]}
      title={t("newDeclaration.choose")}
      lead={t("newDeclaration.chooseLead")}
    >
      {open.length === 0 ? (
        <div className="empty">
          <p>{t(models.length === 0 ? "models.emptyHelp" : "newDeclaration.chooseNone")}</p>
          <Link
            className="button"
            href={models.length === 0 ? "/console/models/new" : "/console/declarations"}
          >
            {t(models.length === 0 ? "models.create" : "declarations.title")}
          </Link>
        </div>
      ) : (
        <ul className="plain-list">
          {open.map(({ id, name, facility }) => (
            <li key={id}>
              <Link href={`/console/models/${id}/declare`}>
                {name}, {named(language, facility.name, facility.nameOriginal)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}
