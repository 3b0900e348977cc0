import { notFound } from "next/navigation";
import { TokensScreen } from "@/components/settings/tokens-screen";
import { RefusedPage } from "@/components/shell/refused-page";
import { loadRefusal, loadTokens } from "@/lib/http/page-views";

export default async function TokensPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const refusal = await loadRefusal(project, "configure");
  if (refusal !== null) return <RefusedPage sentence={refusal} />;
  const tokens = await loadTokens(project);
  if (!tokens) notFound();
  return <TokensScreen project={project} initial={tokens} />;
}
