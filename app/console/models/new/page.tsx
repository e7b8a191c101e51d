import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { ModelForm } from "./model-form.tsx";
import { named } from "../../../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("model.newTitle") };
}

export default async function NewModel() {
  const [{ language, t }, plants] = await Promise.all([spoken(), asked(registry().facility.list())]);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("models.title"), href: "/console/models" },
        { name: t("model.newTitle") },
      ]}
      title={t("model.newTitle")}
      lead={t("model.newLead")}
    >
      {plants.length === 0 ? (
        <div className="empty">
          <strong>{t("plants.emptyTitle")}</strong>
          <p>{t("model.noPlant")}</p>
          <Link className="button button-primary" href="/console/plants/new">
            {t("plants.create")}
          </Link>
        </div>
      ) : (
        <ModelForm
          plants={plants.map((plant) => ({
            id: plant.id,
            operatorId: plant.operatorId,
            name: named(language, plant.name, plant.nameOriginal),
            city: plant.city,
            operatorName: named(language, plant.operatorName, plant.operatorNameOriginal),
          }))}
        />
      )}
    </Screen>
  );
}
