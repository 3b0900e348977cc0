import { SauronError } from "@/lib/errors";
import type { SignIn } from "@/lib/integrations/sign-in/create-sign-in";

/**
 * Where the browser goes to sign in with the provider of identities.
 * @throws SauronError "not-found" when there is none, "unavailable" when it does not answer
 */
export async function beginProviderSignIn(
  ways: { signIn(): SignIn; signInProvider: object | null },
  headers: Headers,
  to: string,
): Promise<{ url: string; cookies: string[] }> {
  if (!ways.signInProvider) throw new SauronError("not-found", "Here people sign in with e-mail and password only.");
  try {
    return await ways.signIn().beginWithProvider(headers, to);
  } catch (cause) {
    const message = "The provider of identities does not answer; sign in with a password, or try again.";
    throw new SauronError("unavailable", message, { cause });
  }
}
