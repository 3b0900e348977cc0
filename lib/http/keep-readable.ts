import { refusePrincipal } from "@/lib/domain/access/principal";
import type { Caller } from "./identify-caller";

/** Leaves out the projects that the caller may not read. */
export function keepReadable<View extends { projects: { slug: string }[] }>({ principal }: Caller, view: View): View {
  const projects = view.projects.filter(
    ({ slug }) => refusePrincipal(principal, "read", { project: slug, able: [] }) === null,
  );
  return { ...view, projects };
}
