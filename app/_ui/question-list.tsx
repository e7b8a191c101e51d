import type { QuestionView } from "../../server/services/oversight/list-questions.ts";
import { textOf } from "../_text/text.ts";
import { answerQuestion } from "./oversight-acts.ts";
import { Field } from "./field.tsx";
import { day, moment } from "./shown.ts";
import { spoken } from "./spoken.ts";

/** Questions with their answers; for whoever may answer, with the form for it. */
export async function QuestionList({
  questions,
  mayAnswer,
  back,
  linkTo,
}: {
  readonly questions: readonly QuestionView[];
  readonly mayAnswer: (operatorId: string) => boolean;
  readonly back: string;
  readonly linkTo: (path: string) => string;
}) {
  const { language } = await spoken();
  const t = textOf(language, "oversight");
  if (questions.length === 0) return <p>{t("question.none")}</p>;
  return (
    <div className="sections">
      {questions.map((question) => (
        <article key={question.id} className="section">
          <h3>
            <a className="identifier" href={linkTo(question.path)}>
              {question.path}
            </a>
          </h3>
          <p className="small muted">
            {t("question.asked", {
              name: question.askedBy,
              time: moment(language, question.askedAt),
              version: question.version,
            })}
            {question.dueOn === null ? null : (
              <>
                {" · "}
                {question.isOverdue ? (
                  <strong className="warn">
                    {t("question.overdue", { day: day(language, question.dueOn) })}
                  </strong>
                ) : (
                  t("question.dueOn", { day: day(language, question.dueOn) })
                )}
              </>
            )}
          </p>
          <p className="words-kept">{question.text}</p>
          {question.answers.length === 0 ? <p className="muted">{t("question.open")}</p> : null}
          {question.answers.map((answer) => (
            <div key={answer.at} className="stack">
              <p className="small muted">
                {t("question.answered", { name: answer.by, time: moment(language, answer.at) })}
              </p>
              <p className="words-kept">{answer.text}</p>
            </div>
          ))}
          {mayAnswer(question.operatorId) ? (
            <form action={answerQuestion} className="form">
              <input type="hidden" name="questionId" value={question.id} />
              <input type="hidden" name="back" value={back} />
              <Field
                form={question.id}
                name="text"
                label={t("question.answer")}
                help={t("question.answerHelp")}
              >
                {(control) => <textarea {...control} rows={4} maxLength={4000} required />}
              </Field>
              <div className="actions">
                <button type="submit">{t("question.reply")}</button>
              </div>
            </form>
          ) : null}
        </article>
      ))}
    </div>
  );
}
