import type { ReactNode } from "react";
import { localeOf } from "../_text/text.ts";
import { SignOutButton } from "../sign-in/sign-out-button.tsx";
import { Field } from "./field.tsx";
import { Notice } from "./notice.tsx";
import { PublicFrame } from "./public-frame.tsx";
import { spoken } from "./spoken.ts";

interface BenchProps {
  readonly title: string;
  readonly lead: string;
  /** What does not exist yet, said plainly. */
  readonly later: string;
  readonly person: string;
  /** Address of this page: the search comes back here when it found nothing. */
  readonly path: string;
  /** What was searched and is no product identifier. */
  readonly refused: string;
}

/** Landing page of roles whose own bench is still to come: find a passport, check a record, and what is missing. */
export async function Bench({ title, lead, later, person, path, refused }: BenchProps) {
  const { language, t } = await spoken();
  return (
    <PublicFrame language={language} narrow>
      <div className="sections" lang={localeOf(language)}>
        <div className="stack">
          <h1>{title}</h1>
          <p className="muted">{lead}</p>
          <div className="row small">
            <span>
              {t("account.signedInAs")} {person}
            </span>
            <a href="/account">{t("admin.account.title")}</a>
            <SignOutButton label={t("account.signOut")} />
          </div>
        </div>
        <BenchSections later={later} path={path} refused={refused} />
      </div>
    </PublicFrame>
  );
}

/** The same without a frame of its own, for roles with further screens; what these offer comes as items of the list. */
export async function BenchSections({
  later,
  path,
  refused,
  children,
}: Pick<BenchProps, "later" | "path" | "refused"> & { readonly children?: ReactNode }) {
  const { language, t } = await spoken();
  return (
    <>
      <section className="section">
        <h2>{t("bench.find")}</h2>
        <form className="form" action={path} method="get" role="search">
          <Field
            form="find"
            name="product"
            label={t("bench.identifier")}
            help={t("bench.identifierHelp")}
            error={refused === "" ? undefined : t("bench.identifierBad")}
          >
            {(control) => (
              <input {...control} type="text" autoComplete="off" spellCheck={false} defaultValue={refused} />
            )}
          </Field>
          <div className="actions">
            <button type="submit" className="button-primary">
              {t("bench.submit")}
            </button>
          </div>
        </form>
      </section>
      <section className="section">
        <h2>{t("bench.now")}</h2>
        <ul>
          <li>{t("bench.nowFind")}</li>
          <li>
            {t("bench.nowVerify")} <a href={`/verify?lang=${language}`}>{t("foot.verify")}</a>
          </li>
          {children}
        </ul>
      </section>
      <Notice tone="info" title={t("bench.later")}>
        <p>{later}</p>
      </Notice>
    </>
  );
}
