/** What a browser remembers of a site. */
export type Way = { cookies: Map<string, string> };

/** One request as a browser sends it: with its cookies, which change by the answer; a redirect is not followed. */
export async function visit(way: Way, url: string, init: RequestInit = {}): Promise<Response> {
  const cookie = [...way.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(url, { redirect: "manual", ...init, headers: { ...init.headers, cookie } });
  for (const set of response.headers.getSetCookie()) {
    const [pair = "", ...attributes] = set.split("; ");
    const [name = "", ...value] = pair.split("=");
    if (attributes.includes("Max-Age=0")) way.cookies.delete(name);
    else way.cookies.set(name, value.join("="));
  }
  return response;
}
