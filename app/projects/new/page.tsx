import { NewProjectScreen } from "@/components/setup/new-project-screen";
import { RefusedProject } from "@/components/shell/refused-page";
import { loadRefusal } from "@/lib/http/page-views";

export default async function NewProjectPage() {
  const refusal = await loadRefusal(null, "configure");
  return refusal === null ? <NewProjectScreen /> : <RefusedProject sentence={refusal} />;
}
