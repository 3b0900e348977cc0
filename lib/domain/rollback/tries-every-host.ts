/**
 * Whether failed hosts keep a rollout from no other host. A forward rollout stops early to protect the hosts it has not
 * reached; a rollback in one stroke leaves those on what production is fleeing from, so it tries them all. One that goes
 * stage by stage is watched as a forward rollout is.
 */
export function triesEveryHost(rollout: {
  kind: "forward" | "backlog" | "rollback";
  policy: { stages: readonly { bake?: unknown }[] };
}): boolean {
  const [only, ...others] = rollout.policy.stages;
  return rollout.kind === "rollback" && others.length === 0 && only?.bake === undefined;
}
