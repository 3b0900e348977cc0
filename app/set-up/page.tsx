import { PlainPage } from "@/components/shell/plain-page";
import { faviconAddress } from "@/components/shell/tab-face";
import { SetUpForm } from "@/components/sign-in/set-up-form";

export default function SetUpPage() {
  return (
    <PlainPage title="Make the first admin">
      <title>Set up · Sauron</title>
      <link rel="icon" type="image/svg+xml" href={faviconAddress("ring")} />
      <SetUpForm />
    </PlainPage>
  );
}
