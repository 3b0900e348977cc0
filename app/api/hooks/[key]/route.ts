export { answerHook as POST, refuseLook as GET } from "@/lib/http/answer-hook";
