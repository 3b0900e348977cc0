"use client";

import { SetupSection } from "@/components/setup/setup-section";
import { findOpenQuote } from "@/components/setup/split-words";
import type { Draft } from "@/components/setup/use-project-draft";
import { ChoiceField, TextArea, TextField } from "@/components/ui/field";
import { SegmentedChoice } from "@/components/ui/segmented-choice";

const exampleScript = `set -eu
cd /srv/web
git fetch --quiet origin
git checkout --quiet "$SAURON_REVISION"
sudo systemctl restart web`;

/** What runs on each host, how it is seen to be healthy, and where its requests are logged. */
export function DeploySection({ draft, change }: Pick<Draft, "draft" | "change">) {
  return (
    <SetupSection step={3} title="Deploy steps">
      <div className="self-start">
        <SegmentedChoice
          label="How the steps are written"
          value={draft.deploy}
          options={[
            { value: "script", word: "A script" },
            { value: "commands", word: "Commands" },
          ]}
          onChoose={(deploy) => change({ deploy })}
        />
      </div>
      {draft.deploy === "script" ? (
        <TextArea
          label="Script"
          rows={8}
          value={draft.script}
          placeholder={exampleScript}
          onChange={(event) => change({ script: event.target.value })}
          hint="For sh, run on each host. It sees SAURON_REVISION, SAURON_HOST, SAURON_ROLLOUT and SAURON_PROJECT. No secrets: other users of the host can read it while it runs."
        />
      ) : (
        <TextArea
          label="Commands"
          rows={6}
          value={draft.commands}
          placeholder={"git -C /srv/web fetch --quiet origin\nsudo systemctl restart web"}
          problem={findOpenQuote(draft.commands)}
          onChange={(event) => change({ commands: event.target.value })}
          hint="One a line, each a step. No shell reads them: words are parted by spaces, quotes keep them together."
        />
      )}
      <TextField
        label="Health check"
        value={draft.health}
        placeholder="curl --fail --silent --max-time 5 http://127.0.0.1:8080/health"
        problem={findOpenQuote(draft.health)}
        onChange={(event) => change({ health: event.target.value })}
        hint="A command that ends with 0 when the service is well on that host; tried up to 4 times. May be left out."
      />
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_14rem]">
        <TextField
          label="Access log"
          value={draft.accessLog}
          placeholder="/var/log/nginx/access.log"
          onChange={(event) => change({ accessLog: event.target.value })}
          hint="Its path on the hosts. With it the canary is judged by its status codes; without it a deploy that ends well is enough."
        />
        <ChoiceField
          label="Format of the log"
          value={draft.logFormat}
          onChange={(event) => change({ logFormat: event.target.value === "common" ? "common" : "combined" })}
        >
          <option value="combined">combined</option>
          <option value="common">common</option>
        </ChoiceField>
      </div>
    </SetupSection>
  );
}
