import { PeopleScreen } from "@/components/settings/people-screen";
import { RefusedPage } from "@/components/shell/refused-page";
import { loadPeople, loadRefusal } from "@/lib/http/page-views";

export default async function PeoplePage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params;
  const refusal = await loadRefusal(null, "configure");
  if (refusal !== null) return <RefusedPage sentence={refusal} />;
  return <PeopleScreen project={project} initial={await loadPeople()} />;
}
