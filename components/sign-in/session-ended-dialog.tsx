"use client";

import { SignInForm } from "@/components/sign-in/sign-in-form";
import { buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface SessionEndedDialogProps {
  /** Of who was signed in; empty = not known. */
  email: string;
  onDone: () => void;
}

/** Asks to sign in where one was. */
export function SessionEndedDialog({ email, onDone }: SessionEndedDialogProps) {
  return (
    <Dialog
      title="Session ended"
      description={<p>Sign in to go on where you were. Nothing you did last is sent again by itself.</p>}
      role="alertdialog"
      trigger={null}
      onClose={() => {}}
    >
      <SignInForm email={email} onDone={onDone} />
      <a href="/sign-in" className={buttonClass("quiet")}>
        Other ways to sign in
      </a>
    </Dialog>
  );
}
