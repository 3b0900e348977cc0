"use client";

import { useCallback, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { EditApiDialog } from "@/components/settings/edit-api-dialog";
import { EditRequiredDialog } from "@/components/settings/edit-required-dialog";
import { EditStreamDialog } from "@/components/settings/edit-stream-dialog";
import { describeSourceKind } from "@/components/settings/source-kinds";
import { type Confirmation, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { hasEventStream } from "@/lib/contracts/has-event-stream";
import type { NewSource, SourceView } from "@/lib/contracts/intake-views";

type Confirmed = "rotate" | "drop" | "switch";
type Asked = Confirmed | "api" | "stream" | "required";

interface SourceActionsProps {
  source: SourceView;
  /** A secret is new and has to be shown. */
  onTold: (told: NewSource) => void;
  onChanged: () => void;
}

/** What a person can do with a sender; each asks first and says what it leads to. */
export function SourceActions({ source, onTold, onChanged }: SourceActionsProps) {
  const [asked, setAsked] = useState<{ what: Asked; trigger: HTMLElement } | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const finish = useCallback(
    (answer: NewSource | SourceView) => {
      setAsked(null);
      if ("secret" in answer) onTold(answer);
      else onChanged();
    },
    [onTold, onChanged],
  );
  const open = (what: Asked) => (event: React.MouseEvent<HTMLElement>) =>
    setAsked({ what, trigger: event.currentTarget });
  const hasOld = source.secrets.length > 1;
  const isAskable = describeSourceKind(source.kind).apiExample !== null;
  return (
    <div className="flex flex-wrap gap-2">
      <ActButton needs="configure" onClick={open("rotate")} aria-haspopup="dialog">
        New secret…
      </ActButton>
      {hasOld && (
        <ActButton needs="configure" onClick={open("drop")} aria-haspopup="dialog">
          Drop the old secret…
        </ActButton>
      )}
      {isAskable && (
        <ActButton needs="configure" onClick={open("api")} aria-haspopup="dialog">
          Where it can be asked…
        </ActButton>
      )}
      {hasEventStream(source.kind) && (
        <ActButton needs="configure" onClick={open("stream")} aria-haspopup="dialog">
          Stream of events…
        </ActButton>
      )}
      <ActButton needs="configure" onClick={open("required")} aria-haspopup="dialog">
        What must have passed…
      </ActButton>
      <ActButton needs="configure" onClick={open("switch")} aria-haspopup="dialog">
        {source.enabled ? "Switch off…" : "Switch on…"}
      </ActButton>
      {asked?.what === "api" && (
        <EditApiDialog source={source} trigger={asked.trigger} onDone={finish} onClose={close} />
      )}
      {asked?.what === "stream" && (
        <EditStreamDialog source={source} trigger={asked.trigger} onDone={finish} onClose={close} />
      )}
      {asked?.what === "required" && (
        <EditRequiredDialog source={source} trigger={asked.trigger} onDone={finish} onClose={close} />
      )}
      {asked && asked.what !== "api" && asked.what !== "stream" && asked.what !== "required" && (
        <ConfirmDialog<NewSource | SourceView>
          asks={confirmations[asked.what](source)}
          trigger={asked.trigger}
          onDone={finish}
          onClose={close}
        />
      )}
    </div>
  );
}

const noBody = {};
const on = { enabled: true };
const off = { enabled: false };

const confirmations: Record<Confirmed, (source: SourceView) => Confirmation> = {
  rotate: (source) => ({
    needs: "configure",
    title: `Make a new secret for ${source.name}?`,
    consequence:
      source.secrets.length > 1
        ? "The oldest of its two secrets stops being good at once. The new one is shown once."
        : "It is shown once. The present secret stays good until you drop it, so nothing is lost while you change it over.",
    path: `/api/v1/sources/${encodeURIComponent(source.key)}/rotate`,
    body: noBody,
    confirm: "Make a new secret",
    sending: "Making…",
    cancel: "Keep as it is",
    look: "primary",
    asksReason: true,
    ...(source.secrets.length > 1 ? { typed: source.name } : {}),
  }),
  drop: (source) => ({
    needs: "configure",
    title: `Drop the old secret of ${source.name}?`,
    consequence: `What is signed with ${source.secrets[1]?.hint ?? "the old one"}… is refused from then on. It cannot be brought back.`,
    path: `/api/v1/sources/${encodeURIComponent(source.key)}/drop-old-secret`,
    body: noBody,
    confirm: "Drop the old secret",
    sending: "Dropping…",
    cancel: "Keep both",
    look: "danger",
    typed: source.name,
    asksReason: true,
  }),
  switch: (source) => ({
    needs: "configure",
    title: source.enabled ? `Switch ${source.name} off?` : `Switch ${source.name} on?`,
    consequence: source.enabled
      ? "What it sends is refused. Commits whose tests it reports stay waiting, so nothing of them is rolled out."
      : "What it sends is taken again.",
    path: `/api/v1/sources/${encodeURIComponent(source.key)}`,
    body: source.enabled ? off : on,
    confirm: source.enabled ? "Switch off" : "Switch on",
    sending: source.enabled ? "Switching off…" : "Switching on…",
    cancel: "Keep as it is",
    look: source.enabled ? "danger" : "primary",
  }),
};
