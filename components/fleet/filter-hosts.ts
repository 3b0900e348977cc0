import type { HostDeployView } from "@/lib/contracts/views";

/** The hosts in a state (null = any) whose name contains a text, letter case aside. */
export function filterHosts(
  deploys: readonly HostDeployView[],
  wanted: { state: string | null; text: string },
): HostDeployView[] {
  const text = wanted.text.trim().toLowerCase();
  return deploys.filter(
    (deploy) => (!wanted.state || deploy.state === wanted.state) && deploy.host.toLowerCase().includes(text),
  );
}
