"use client";

import { savePreference, usePreferences } from "@/components/shell/preferences-store";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

const bindings = [
  ["Ctrl+K, ⌘K", "Go to a rollout, a commit, a host or a page"],
  ["g n", "Go to Now"],
  ["g h", "Go to the history"],
  ["g d", "Go to the decisions"],
  ["g s", "Go to the settings"],
  ["g p", "Go to all projects"],
  ["j, k", "Next and previous row of the queue, the hosts or the decisions"],
  ["Shift+A", "Abort the rollout that is shown (asks first)"],
  ["+, −, ←, →, 0", "Zoom and move the strip of the history, once it has the focus"],
  ["/", "Search in the log"],
  ["e", "Go to the next error of the log"],
  ["f", "Follow the end of the log"],
  ["End", "Go to the end of the log and follow it"],
  ["?", "This list"],
] as const;

/** The list of keys, the switch that turns single keys off, and where more is explained. */
export function KeysDialog({ trigger, onClose }: { trigger: HTMLElement | null; onClose: () => void }) {
  const { keys } = usePreferences();
  return (
    <Dialog title="Keys" description="Single keys do nothing while you type." trigger={trigger} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {bindings.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded border border-edge bg-sunken px-1.5 py-0.5 font-mono text-meta">{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={keys}
          onChange={(event) => savePreference("keys", event.target.checked)}
          className="size-4"
        />
        Single keys act
      </label>
      <p className="text-ink-2">
        What the pages tell is explained in <code className="font-mono text-log">docs/guide.md</code> among the sources
        of Sauron. What programs can ask of it is in{" "}
        <a
          href="/api/v1/openapi.json"
          target="_blank"
          rel="noreferrer"
          className="text-run underline underline-offset-2"
        >
          its API reference (OpenAPI)
        </a>
        .
      </p>
      <div className="flex justify-end">
        <Button data-first-focus="" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
