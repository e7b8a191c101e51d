/**
 * The same question is asked once: later askers get the first answer. A failure is not kept. For the length of one answer,
 * never longer: what is asked changes.
 *
 * @param nameOf tells questions apart; the first argument as text when not given.
 */
export function once<Asked extends readonly unknown[], Answer>(
  ask: (...asked: Asked) => Promise<Answer>,
  nameOf: (...asked: Asked) => string = (...asked) => String(asked[0]),
): (...asked: Asked) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...asked) => {
    const name = nameOf(...asked);
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask(...asked);
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
    return answer;
  };
}
