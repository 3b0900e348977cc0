"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "@/components/live/live-provider";
import { sessionState } from "@/components/live/session-state";
import { useViewer } from "@/components/shell/viewer";
import { useLazyPart } from "@/components/ui/use-lazy-part";

const loadDialog = () => import("@/components/sign-in/session-ended-dialog");

/** Comes over the page when its session has ended, and leaves it as it is. What was under way is not sent again. */
export function SessionEnded() {
  const isOver = useSyncExternalStore(sessionState.subscribe, sessionState.isOver, () => false);
  const viewer = useViewer();
  const { retryNow } = useLive();
  const isShown = isOver && viewer !== null;
  const { part, isGone } = useLazyPart(isShown, loadDialog);
  if (!isShown) return null;
  if (isGone) return <SignInAgain />;
  const goOn = () => {
    sessionState.goOn();
    retryNow();
  };
  return part && <part.SessionEndedDialog email={viewer.email ?? ""} onDone={goOn} />;
}

/** Where the dialog itself cannot be loaded any more. */
function SignInAgain() {
  return (
    <p role="alert" className="fixed inset-x-0 bottom-0 z-40 border-t border-hairline bg-surface px-6 py-3">
      Your session has ended.{" "}
      <a href="/sign-in" className="text-run underline underline-offset-2">
        Sign in again
      </a>
    </p>
  );
}
