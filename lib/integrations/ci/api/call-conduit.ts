import { z } from "zod";
import { createApiCaller } from "./call-api";
import type { ApiAnswer, SenderApiAccess } from "./sender-api";

/** Values as Conduit takes them in a form: `constraints[phids][0]=…`. */
type Value = string | readonly Value[] | { readonly [key: string]: Value };

export type CallConduit = <T>(
  method: string,
  params: Record<string, Value>,
  schema: z.ZodType<T>,
) => Promise<ApiAnswer<T>>;

/** What says that the token is the trouble. */
const refusesToken = ["ERR-INVALID-AUTH", "ERR-INVALID-SESSION", "ERR-OAUTH-ACCESS"];

/** Calls of Phorge's API. It answers also a refusal with 200, and quotes the token in it. */
export function createConduitCaller({ url, token }: Pick<SenderApiAccess, "url" | "token">): CallConduit {
  const base = findPhorge(url);
  const host = URL.canParse(base) ? new URL(base).host : "The address";
  const call = createApiCaller(base, {});
  return async <T>(method: string, params: Record<string, Value>, schema: z.ZodType<T>): Promise<ApiAnswer<T>> => {
    const body = new URLSearchParams(token === null ? [] : [["api.token", token]]);
    for (const [key, value] of Object.entries(params)) addValue(body, key, value);
    const answer = await call({ method: "POST", path: `/api/${method}`, body, schema: answerSchema(schema) });
    if (!answer.ok) return answer;
    if ("result" in answer.value) return { ok: true, value: answer.value.result };
    return { ok: false, reason: describeRefusal(host, answer.value, token) };
  };
}

/** Address of the installation; some write that of its API. */
export function findPhorge(url: string): string {
  return url.replace(/\/+$/, "").replace(/\/api$/, "");
}

function addValue(body: URLSearchParams, key: string, value: Value): void {
  if (typeof value === "string") body.append(key, value);
  else for (const [inner, each] of Object.entries(value)) addValue(body, `${key}[${inner}]`, each);
}

type Refusal = { error_code: string; error_info?: string | null | undefined };

function answerSchema<T>(schema: z.ZodType<T>): z.ZodType<{ result: T } | Refusal> {
  const refusal = z.object({ error_code: z.string(), error_info: z.string().nullish() });
  return z.union([refusal, z.object({ result: schema, error_code: z.null() })]);
}

function describeRefusal(host: string, { error_code: code, error_info: info }: Refusal, token: string | null): string {
  if (token === null) return `${host} wants a token; give the source's API one.`;
  if (refusesToken.includes(code)) return `${host} does not accept the token, or the token may not do this.`;
  const said = (info ?? "").replaceAll(token, "***").replaceAll(/\s+/g, " ").trim().slice(0, 200).replace(/\.$/, "");
  return `${host} answered ${code}${said === "" ? "" : `: ${said}`}.`;
}
