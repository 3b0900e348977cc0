import { notFound } from "next/navigation";
import { CommitScreen } from "@/components/commit/commit-screen";
import { loadCommit, loadNowView } from "@/lib/http/page-views";

export default async function CommitPage({ params }: { params: Promise<{ project: string; sha: string }> }) {
  const { project, sha } = await params;
  const [commit, now] = await Promise.all([loadCommit(project, sha), loadNowView(project)]);
  if (!commit || !now) notFound();
  return <CommitScreen initial={commit} initialNow={now} />;
}
