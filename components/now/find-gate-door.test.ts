import { expect, test } from "vitest";
import { findGateDoor } from "@/components/now/find-gate-door";
import { apiRoutes } from "@/lib/contracts/api";
import { gateActions, type NowView } from "@/lib/contracts/views";

const view = {
  project: "web",
  doing: { number: 12 },
  automation: { halted: null },
} as unknown as NowView;

test.each(gateActions)("a gate that %s opens has a door, while it is closed", (action) => {
  expect(findGateDoor({ open: false, action }, view)).not.toBeNull();
  expect(findGateDoor({ open: true, action }, view)).toBeNull();
});

test("what is asked of the server is asked at an address it has", () => {
  const doors = gateActions.map((action) => findGateDoor({ open: false, action }, view));
  const asked = doors.flatMap((door) => (door && "ask" in door ? [door.ask.replace("/web/", "/{slug}/")] : []));
  expect(asked).toEqual([apiRoutes.fetchTrunk.path, apiRoutes.askHosts.path]);
});

test("a no is taken back in a dialog, as that needs a reason", () => {
  expect(findGateDoor({ open: false, action: "ask-again" }, view)).toMatchObject({ open: { dialog: "ask-again" } });
});

test("the rollout in the way is the one in flight, else the one that halted the automation", () => {
  const gate = { open: false, action: "open-rollout" } as const;
  expect(findGateDoor(gate, view)).toMatchObject({ go: "/p/web/rollouts/12" });
  const halted = { ...view, doing: null, automation: { halted: { rollout: 9 } } } as unknown as NowView;
  expect(findGateDoor(gate, halted)).toMatchObject({ go: "/p/web/rollouts/9" });
  expect(findGateDoor(gate, { ...view, doing: null })).toBeNull();
});

test("an approval is given by answering the question that is asked, else by choosing a rollout", () => {
  const gate = { open: false, action: "approve" } as const;
  const asking = { ...view, doing: { number: 12, question: { code: "commit" } } } as unknown as NowView;
  expect(findGateDoor(gate, asking)).toEqual({ word: "Answer #12", go: "/p/web/rollouts/12" });
  expect(findGateDoor(gate, view)).toMatchObject({ go: "/p/web/approve" });
});
