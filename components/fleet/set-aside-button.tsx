"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";

interface SetAsideButtonProps {
  project: string;
  host: string;
  /** It is set aside: the button takes it back. */
  isAside: boolean;
}

const wording = {
  aside: {
    word: "Set aside…",
    effect: "It takes no part in later rollouts until somebody takes it back. One under way goes on with it.",
    verb: "set-aside",
    confirm: "Set aside",
    sending: "Setting aside…",
  },
  back: {
    word: "Take back…",
    effect: "It takes part again from the next rollout on.",
    verb: "take-back",
    confirm: "Take back",
    sending: "Taking back…",
  },
} as const;

/** Takes a host out of the rollouts to come, or back, with a reason that the record keeps. */
export function SetAsideButton({ project, host, isAside }: SetAsideButtonProps) {
  const [trigger, setTrigger] = useState<HTMLElement | null>(null);
  const router = useRouter();
  const { word, effect, verb, confirm, sending } = wording[isAside ? "back" : "aside"];
  return (
    <>
      <ActButton needs="steer" aria-haspopup="dialog" onClick={(event) => setTrigger(event.currentTarget)}>
        {word}
        <span className="sr-only"> {host}</span>
      </ActButton>
      {trigger && (
        <ReasonDialog
          needs="steer"
          title={isAside ? `Take ${host} back?` : `Set ${host} aside?`}
          description={<p>{effect}</p>}
          path={`/projects/${project}/hosts/${encodeURIComponent(host)}/${verb}`}
          confirm={confirm}
          sending={sending}
          cancel="Not now"
          trigger={trigger}
          onClose={() => {
            setTrigger(null);
            router.refresh();
          }}
        />
      )}
    </>
  );
}
