import type { ProjectDialog } from "@/components/dialogs/project-dialog";
import type { GateView, NowView } from "@/lib/contracts/views";

/** The way to open a gate: what the button says, and where it leads or what it asks the server for. */
export type GateDoor = { word: string } & ({ go: string } | { open: ProjectDialog } | { ask: string });

/** What a person can do about a closed gate; null when there is nothing but to wait. */
export function findGateDoor(
  { open, action }: Pick<GateView, "open" | "action">,
  { project, doing, automation }: Pick<NowView, "project" | "doing" | "automation">,
): GateDoor | null {
  if (open) return null;
  const rollout = doing?.number ?? automation.halted?.rollout ?? null;
  switch (action) {
    case "change-mode":
      return { word: "Change the mode", open: { dialog: "mode" } };
    case "lift-freeze":
      return { word: "Lift the freeze", open: { dialog: "lift-freeze" } };
    case "change-hours":
      return { word: "See the hours", go: `/p/${project}/settings/project` };
    case "fetch":
      return { word: "Try again", ask: `/projects/${project}/fetch` };
    case "ask-hosts":
      return { word: "Ask the hosts again", ask: `/projects/${project}/hosts/ask` };
    case "ask-again":
      return { word: "Ask again", open: { dialog: "ask-again" } };
    case "resume":
      return { word: "Resume", open: { dialog: "resume" } };
    case "open-rollout":
      return rollout === null ? null : { word: `Open #${rollout}`, go: `/p/${project}/rollouts/${rollout}` };
    case "approve":
      if (doing?.question) return { word: `Answer #${doing.number}`, go: `/p/${project}/rollouts/${doing.number}` };
      return { word: "Approve a rollout", go: `/p/${project}/approve` };
    case null:
      return null;
  }
}
