import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { moment } from "../../../../_ui/shown.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { BringSignatures } from "./bring-signatures.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "keys")("sign.title") };
}

/** What waits for the signatures of an operator's own key: texts to take away, fields to bring them back. */
export default async function Signing({ params }: ScreenProps<{ readonly id: string }>) {
  const { id } = await params;
  const [{ language, t: c }, read] = await Promise.all([spoken(), asked(registry().signature.read({ id }))]);
  const t = textOf(language, "keys");
  const { operatorId, operatorName: _, ...file } = read;
  const json = Buffer.from(JSON.stringify(file, null, 2), "utf8").toString("base64");
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[
        { name: c("console"), href: "/console" },
        { name: t("title"), href: `/console/keys?operator=${operatorId}` },
        { name: t("sign.title") },
      ]}
      title={t("sign.title")}
      lead={
        <>
          <p>{t("sign.lead", { moment: moment(language, file.expiresAt) })}</p>
          <p className="identifier">{file.kid}</p>
        </>
      }
      action={
        <a
          className="button button-primary"
          href={`data:application/json;base64,${json}`}
          download={`signing-${file.id}.json`}
        >
          {t("sign.download")}
        </a>
      }
    >
      <div className="sections">
        <section className="section">
          <h2>{t("sign.steps")}</h2>
          <ol>
            <li>{t("sign.one")}</li>
            <li>{t("sign.two")}</li>
            <li>{t("sign.three")}</li>
          </ol>
        </section>
        <MoreText messages={{ keys: messagesOf(language).keys }}>
          <BringSignatures
            id={file.id}
            operatorId={operatorId}
            inputs={file.inputs.map(({ typ, sha256, command }) => ({ typ, sha256, command }))}
          />
        </MoreText>
      </div>
    </Screen>
  );
}
