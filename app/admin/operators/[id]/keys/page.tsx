import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { named } from "../../../../_ui/named.ts";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { KeysView } from "../../../../console/keys/keys-view.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "keys")("title") };
}

/** The keys of any operator, for the keeper: who signs for it is its own matter, but one that cannot is helped. */
export default async function OperatorKeys({ params }: ScreenProps<{ readonly id: string }>) {
  const { id } = await params;
  const [{ language, t: c }, survey] = await Promise.all([
    spoken(),
    asked(registry().key.survey({ operatorId: id })),
  ]);
  const t = textOf(language, "keys");
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[
        { name: c("admin.title"), href: "/admin" },
        { name: c("admin.operators.title"), href: "/admin/operators" },
        { name: t("title") },
      ]}
      title={t("title")}
      lead={<p>{t("lead", { name: named(language, survey.name, survey.nameOriginal) })}</p>}
    >
      <KeysView language={language} survey={survey} mayChange maySign={false} />
    </Screen>
  );
}
