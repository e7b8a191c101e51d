import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { oneOf } from "../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { PersonForm } from "./person-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("admin.newPerson.title") };
}

export default async function NewPerson({ searchParams }: ScreenProps) {
  const wanted = oneOf((await searchParams)["operator"]);
  const [{ t }, operators] = await Promise.all([spoken(), asked(registry().operator.list())]);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("admin.title"), href: "/admin" },
        { name: t("admin.people.title"), href: "/admin/people" },
        { name: t("admin.newPerson.title") },
      ]}
      title={t("admin.newPerson.title")}
      lead={<p>{t("admin.newPerson.lead")}</p>}
    >
      <PersonForm operators={operators.map(({ id, name }) => ({ id, name }))} wanted={wanted} />
    </Screen>
  );
}
