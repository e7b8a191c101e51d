import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { spoken } from "../../_ui/spoken.ts";
import { KeysView } from "./keys-view.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "keys")("title") };
}

/** The keys of an operator the person acts for: the one asked for, or the first. */
export default async function Keys({ searchParams }: ScreenProps) {
  const wanted = oneOf((await searchParams)["operator"]);
  const [{ language, t: c }, operators, may] = await Promise.all([
    spoken(),
    asked(registry().operator.list()),
    mayDo(),
  ]);
  const t = textOf(language, "keys");
  const chosen = operators.find(({ id }) => id === wanted) ?? operators[0];
  if (chosen === undefined) return null;
  const survey = await asked(registry().key.survey({ operatorId: chosen.id }));
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[{ name: c("console"), href: "/console" }, { name: t("title") }]}
      title={t("title")}
      lead={<p>{t("lead", { name: named(language, survey.name, survey.nameOriginal) })}</p>}
    >
      {operators.length < 2 ? null : (
        <nav className="tabs" aria-label={t("choose")}>
          {operators.map(({ id, name, nameOriginal }) => (
            <a
              key={id}
              href={`/console/keys?operator=${id}`}
              aria-current={id === chosen.id ? "page" : undefined}
            >
              {named(language, name, nameOriginal)}
            </a>
          ))}
        </nav>
      )}
      <KeysView
        language={language}
        survey={survey}
        mayChange={may("key.write", chosen.id)}
        maySign={may("item.issue", chosen.id)}
      />
    </Screen>
  );
}
