"use client";

import { useCallback, useState } from "react";
import { EditApiDialog } from "@/components/settings/edit-api-dialog";
import { describeSourceKind } from "@/components/settings/source-kinds";
import { Button } from "@/components/ui/button";
import { type Confirmation, ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { NewSource, SourceView } from "@/lib/contracts/intake-views";

type Asked = "rotate" | "drop" | "switch" | "api";

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
      <Button onClick={open("rotate")} aria-haspopup="dialog">
        New secret…
      </Button>
      {hasOld && (
        <Button onClick={open("drop")} aria-haspopup="dialog">
          Drop the old secret…
        </Button>
      )}
      {isAskable && (
        <Button onClick={open("api")} aria-haspopup="dialog">
          Where it can be asked…
        </Button>
      )}
      <Button onClick={open("switch")} aria-haspopup="dialog">
        {source.enabled ? "Switch off…" : "Switch on…"}
      </Button>
      {asked?.what === "api" && (
        <EditApiDialog source={source} trigger={asked.trigger} onDone={finish} onClose={close} />
      )}
      {asked && asked.what !== "api" && (
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

const confirmations: Record<Exclude<Asked, "api">, (source: SourceView) => Confirmation> = {
  rotate: (source) => ({
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
  }),
  drop: (source) => ({
    title: `Drop the old secret of ${source.name}?`,
    consequence: `What is signed with ${source.secrets[1]?.hint ?? "the old one"}… is refused from then on. It cannot be brought back.`,
    path: `/api/v1/sources/${encodeURIComponent(source.key)}/drop-old-secret`,
    body: noBody,
    confirm: "Drop the old secret",
    sending: "Dropping…",
    cancel: "Keep both",
    look: "danger",
    typed: source.name,
  }),
  switch: (source) => ({
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
