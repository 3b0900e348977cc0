import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { ownPath } from "@/lib/contracts/api-sign-in";
import { demoPeopleSchema } from "@/lib/contracts/demo-people";
import type { SignInPage, Viewer } from "@/lib/contracts/sign-in-page";
import { isSetUpOpen } from "@/lib/services/sign-in/set-up";
import { checkHostName } from "./check-mutation";
import { identifyCaller, identifyVisitor } from "./identify-caller";
import { webProcess } from "./web-process";

const refusals: Record<string, string> = {
  provider: "The sign-in was not completed; try again.",
  email: "The provider says that nobody has verified your e-mail; have that done there, and try again.",
  groups: "None of your groups has a role here; ask an admin.",
};

/** What the page of the sign-in shows; whoever is signed in goes on to where they wanted to. */
export async function loadSignInPage(asked: { to: string | null; refused: string | null }): Promise<SignInPage> {
  const web = webProcess();
  const given = await headers();
  checkHostName(given.get("host") ?? "", web);
  const to = ownPath.safeParse(asked.to).data ?? "/";
  const { principal } = await identifyVisitor(given, web);
  if (principal.kind !== "nobody") redirect(to);
  return {
    to,
    refusal: refusals[asked.refused ?? ""] ?? null,
    providerName: web.signInProvider?.name ?? null,
    demoPeople: web.demoPeople === null ? [] : demoPeopleSchema.parse(JSON.parse(web.demoPeople)),
    isSetUpOpen: await isSetUpOpen(web.db.prisma),
  };
}

/** Who looks, for the frame of every page: that must show also when nobody is signed in, or nothing can be read. */
export async function loadViewer(): Promise<Viewer | null> {
  try {
    const { person, principal, actor } = await identifyCaller(await headers(), webProcess(), "watch");
    if (principal.kind === "machine") return { name: actor.name, email: null, everywhere: "admin", inProject: {} };
    return person && { name: person.name, email: person.email, ...person.roles };
  } catch {
    return null;
  }
}
