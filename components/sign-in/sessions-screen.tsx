"use client";

import { useCallback, useState } from "react";
import { useApiView } from "@/components/settings/use-api-view";
import { ViewNotice } from "@/components/settings/view-notice";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Time } from "@/components/ui/time";
import type { SessionView } from "@/lib/contracts/api-people";

type Asked = { session: SessionView; trigger: HTMLElement; body: { session: string } };

/** Where you are signed in, and how to end it. */
export function SessionsScreen({ initial }: { initial: { sessions: SessionView[] } }) {
  const sessions = useApiView("/api/v1/sessions", initial);
  const { reload } = sessions;
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const finish = useCallback(() => {
    setAsked(null);
    reload();
  }, [reload]);
  return (
    <>
      <TabFaceTags face={{ title: "Your sessions", shape: "ring" }} />
      <TopBar project={null} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-[1440px] flex-col gap-4 px-6 py-4 outline-none max-sm:px-4"
      >
        <h1 className="text-section font-semibold">Where you are signed in</h1>
        <p className="max-w-[72ch] text-ink-2">
          A session ends when it was not used for 12 hours, and after 7 days in any case. A browser that you do not
          know, or no longer have, can be signed out here.
        </p>
        <ViewNotice {...sessions} />
        <Card title="Sessions">
          {sessions.view.sessions.length === 0 ? (
            <p className="text-ink-2">There is none: a proxy in front of Sauron signs you in.</p>
          ) : (
            <SessionTable
              sessions={sessions.view.sessions}
              onEnd={(session, trigger) => setAsked({ session, trigger, body: { session: session.id } })}
            />
          )}
        </Card>
        {asked && (
          <ConfirmDialog
            asks={{
              needs: "read",
              title: "Sign out there?",
              consequence: `${asked.session.browser ?? "A browser"} has to sign in again.`,
              path: "/api/v1/sign-out",
              body: asked.body,
              confirm: "Sign out",
              sending: "Signing out…",
              cancel: "Not now",
              look: "danger",
            }}
            trigger={asked.trigger}
            onDone={finish}
            onClose={close}
          />
        )}
      </main>
    </>
  );
}

interface SessionTableProps {
  sessions: readonly SessionView[];
  onEnd: (session: SessionView, trigger: HTMLElement) => void;
}

function SessionTable({ sessions, onEnd }: SessionTableProps) {
  return (
    <ScrollRegion label="Sessions">
      <table className="w-full text-left">
        <caption className="sr-only">Your sessions, the newest use first</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            {["Browser", "Address", "Last used", "Since", "Ends at the latest"].map((word) => (
              <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                {word}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id} data-row="" className="border-b border-hairline align-top last:border-b-0">
              <th scope="row" className="max-w-96 min-w-40 py-2 pr-4 font-normal wrap-anywhere">
                {session.browser ?? "not told"}
                {session.isThis && <strong className="block">this one</strong>}
              </th>
              <td className="py-2 pr-4">{session.address ?? "not known"}</td>
              <td className="py-2 pr-4">
                <Time at={session.seenAt} />
              </td>
              <td className="py-2 pr-4">
                <Time at={session.startedAt} relative={false} />
              </td>
              <td className="py-2 pr-4">
                <Time at={session.expiresAt} relative={false} />
              </td>
              <td className="py-1 text-right">
                {!session.isThis && (
                  <Button aria-haspopup="dialog" onClick={(event) => onEnd(session, event.currentTarget)}>
                    Sign out there…
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
