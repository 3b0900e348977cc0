import { notFound } from "next/navigation";
import { CommitScreen } from "@/components/commit/commit-screen";
import { loadCommit } from "@/lib/http/page-views";

export default async function CommitPage({ params }: { params: Promise<{ project: string; sha: string }> }) {
  const { project, sha } = await params;
  const commit = await loadCommit(project, sha);
  if (!commit) notFound();
  return <CommitScreen initial={commit} project={project} />;
}
