"use client";

import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";

interface RestoreVersionProps {
  project: string;
  revision: number;
  revisionInForce: number;
}

/** Brings an older version of the project file back; the server has it whole, the page only without its secrets. */
export function RestoreVersion({ project, revision, revisionInForce }: RestoreVersionProps) {
  const [trigger, setTrigger] = useState<HTMLElement | null>(null);
  const router = useRouter();
  const close = useCallback(() => setTrigger(null), []);
  const show = useCallback(() => {
    setTrigger(null);
    router.push(`/p/${project}/settings/project`);
    router.refresh();
  }, [router, project]);
  return (
    <>
      <ActButton needs="configure" aria-haspopup="dialog" onClick={(event) => setTrigger(event.currentTarget)}>
        Apply version {revision} again…
      </ActButton>
      {trigger && (
        <ReasonDialog
          needs="configure"
          title={`Apply version ${revision} of the project file again?`}
          description={
            <>
              <p>
                It is put in force in the place of version {revisionInForce}, as a new version, with the hosts, steps
                and limits it names. If it says another mode than version {revisionInForce}, the automation moves to
                that.
              </p>
              <p>A rollout in flight goes on by the version it began with. Nothing of any version is lost.</p>
            </>
          }
          path={`/projects/${project}/project-file/restore`}
          body={{ revision, inForce: revisionInForce }}
          confirm={`Apply version ${revision}`}
          sending="Applying…"
          cancel={`Keep version ${revisionInForce}`}
          trigger={trigger}
          onClose={close}
          onDone={show}
        />
      )}
    </>
  );
}
