import { notFound } from "next/navigation";
import { TestRunScreen } from "@/components/tests/test-run-screen";
import { loadCommit } from "@/lib/http/page-views";

interface TestRunPageProps {
  params: Promise<{ project: string; sha: string; id: string }>;
}

export default async function TestRunPage({ params }: TestRunPageProps) {
  const { project, sha, id } = await params;
  const commit = await loadCommit(project, sha);
  const run = commit?.attempts.find((each) => String(each.id) === id);
  if (!commit || !run) notFound();
  return <TestRunScreen project={project} initial={commit} id={run.id} />;
}
