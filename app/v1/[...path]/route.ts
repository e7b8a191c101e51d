import { answerStandardApi } from "../../_v1/answer.ts";

export {
  answerStandardApi as GET,
  answerStandardApi as HEAD,
  answerStandardApi as OPTIONS,
  answerStandardApi as DELETE,
  answerStandardApi as PATCH,
  answerStandardApi as POST,
  answerStandardApi as PUT,
};
