"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "@/components/live/live-provider";
import { sessionState } from "@/components/live/session-state";
import { useViewer } from "@/components/shell/viewer";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** Comes over the page when its session has ended, and leaves it as it is. What was under way is not sent again. */
export function SessionEnded() {
  const isOver = useSyncExternalStore(sessionState.subscribe, sessionState.isOver, () => false);
  const viewer = useViewer();
  const { retryNow } = useLive();
  if (!isOver || !viewer) return null;
  const goOn = () => {
    sessionState.goOn();
    retryNow();
  };
  return (
    <Dialog
      title="Session ended"
      description={<p>Sign in to go on where you were. Nothing you did last is sent again by itself.</p>}
      role="alertdialog"
      trigger={null}
      onClose={() => {}}
    >
      <SignInForm email={viewer.email ?? ""} onDone={goOn} />
      <a href="/sign-in" className={buttonClass("quiet")}>
        Other ways to sign in
      </a>
    </Dialog>
  );
}
