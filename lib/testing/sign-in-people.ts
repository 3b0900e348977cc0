import type { Database } from "@/lib/db/client";
import type { Role } from "@/lib/domain/access/roles";
import { createPerson } from "@/lib/services/people/create-person";

/** Good enough for everybody in a test. */
export const testPassword = "correct horse battery";

type Place = { db: Pick<Database, "prisma">; url: string };

/** Adds a person with a role, in a project or in all of them; the name is also that of the e-mail. */
export async function addPerson(
  { db }: Pick<Place, "db">,
  name: string,
  { role, projectId = null }: { role: Role; projectId?: number | null },
): Promise<string> {
  const email = `${name.replaceAll(" ", "-")}@example.org`;
  const actor = { kind: "user" as const, name: "the test" };
  await createPerson({ db, actor }, { name, email, password: testPassword, role, projectId });
  return email;
}

/** Signs somebody in over HTTP, and returns the answer. */
export function askForSession(url: string, email: string, password = testPassword, cookie?: string): Promise<Response> {
  return fetch(`${url}/api/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: cookie ?? "none=" },
    body: JSON.stringify({ email, password }),
  });
}

/** The cookie of a new session, as a browser sends it. */
export async function signIn(url: string, email: string): Promise<string> {
  const response = await askForSession(url, email);
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || !cookie) throw new Error(`no session for ${email}: ${response.status} ${await response.text()}`);
  return cookie.split(";", 1)[0] ?? "";
}
