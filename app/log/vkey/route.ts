export { answerVkey as GET, preflight as OPTIONS } from "../../_log/answer.ts";
