import { PlainPage } from "@/components/shell/plain-page";
import { faviconAddress } from "@/components/shell/tab-face";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";
import { loadSignInPage } from "@/lib/http/sign-in-page";

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: PageProps) {
  const { to, refused, error } = await searchParams;
  const first = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);
  const page = await loadSignInPage({ to: first(to), refused: first(refused) ?? (first(error) && "provider") });
  return (
    <PlainPage title="Sign in">
      <title>Sign in · Sauron</title>
      <link rel="icon" type="image/svg+xml" href={faviconAddress("ring")} />
      <SignInScreen page={page} />
    </PlainPage>
  );
}
