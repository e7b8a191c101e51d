import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { textOf } from "../../_text/text.ts";
import { ActOutcome } from "../../_ui/act-outcome.tsx";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { QuestionList } from "../../_ui/question-list.tsx";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("question.title") };
}

/** Questions of authorities about one's own passports, and the answers to them. */
export default async function Questions({ searchParams }: ScreenProps) {
  const [{ language, t }, may, questions] = await Promise.all([
    spoken(),
    mayDo(),
    asked(registry().oversight.questions()),
  ]);
  const o = textOf(language, "oversight");
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: o("question.title") }]}
      title={o("question.title")}
      lead={o("question.lead")}
    >
      <div className="sections">
        <ActOutcome searchParams={searchParams} />
        <QuestionList
          questions={questions}
          mayAnswer={(operatorId) => may("question.answer", operatorId)}
          back="/console/questions"
          linkTo={(path) => path}
        />
      </div>
    </Screen>
  );
}
