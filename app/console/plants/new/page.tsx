import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { named } from "../../../_ui/named.ts";
import { PlantForm } from "./plant-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("plants.newTitle") };
}

export default async function NewPlant() {
  const [{ language, t }, operators] = await Promise.all([spoken(), asked(registry().operator.list())]);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("plants.title"), href: "/console/plants" },
        { name: t("plants.newTitle") },
      ]}
      title={t("plants.newTitle")}
      lead={t("plants.lead")}
    >
      <PlantForm
        operators={operators.map(({ id, name, nameOriginal }) => ({
          value: id,
          label: named(language, name, nameOriginal),
        }))}
      />
    </Screen>
  );
}
