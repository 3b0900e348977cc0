import { PlainPage } from "@/components/shell/plain-page";
import { SetUpForm } from "@/components/sign-in/set-up-form";

export default function SetUpPage() {
  return (
    <PlainPage title="Make the first admin">
      <title>Set up · Sauron</title>
      <SetUpForm />
    </PlainPage>
  );
}
