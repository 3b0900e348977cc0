import { ProjectsScreen } from "@/components/shell/projects-screen";
import { loadProjects } from "@/lib/http/page-views";

export default async function ProjectsPage() {
  return <ProjectsScreen initial={await loadProjects()} />;
}
