/** Sends what opens a session. Null = done; otherwise what to tell the person. */
export async function askToComeIn(path: "/sign-in" | "/set-up", body: object): Promise<string | null> {
  const { problem } = await post(path, body);
  return problem;
}

/** Where to go to sign in with the provider of identities. */
export async function askForProvider(to: string): Promise<{ url: string } | { problem: string }> {
  const { answer, problem } = await post("/sign-in/provider", { to });
  return problem === null ? { url: String(answer.url) } : { problem };
}

type Posted = { answer: Record<string, unknown>; problem: string | null };

async function post(path: string, body: object): Promise<Posted> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { error?: { message: string } };
    return { answer, problem: response.ok ? null : (answer.error?.message ?? "Sauron did not take it.") };
  } catch {
    return { answer: {}, problem: "Sauron cannot be reached; try again." };
  }
}
