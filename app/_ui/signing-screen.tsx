import type { SigningFile } from "../../server/services/signature/read.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { BringSignatures } from "./bring-signatures.tsx";
import { MoreText } from "./more-text.tsx";
import { Screen } from "./screen.tsx";
import { moment } from "./shown.ts";
import { spoken } from "./spoken.ts";

interface SigningScreenProps {
  readonly file: SigningFile;
  /** The screens above this one. */
  readonly trail: readonly { readonly name: string; readonly href: string }[];
  /** Where to go once it is done or given up. */
  readonly back: { readonly name: string; readonly href: string };
}

/** What waits for the signatures of a key outside: texts to take away, fields to bring them back. */
export async function SigningScreen({ file, trail, back }: SigningScreenProps) {
  const { language, t: c } = await spoken();
  const t = textOf(language, "keys");
  const json = Buffer.from(JSON.stringify(file, null, 2), "utf8").toString("base64");
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[...trail, { name: t("sign.title") }]}
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
            back={back}
            command={file.command}
            inputs={file.inputs.map(({ typ, sha256, command }) => ({ typ, sha256, command }))}
          />
        </MoreText>
      </div>
    </Screen>
  );
}
