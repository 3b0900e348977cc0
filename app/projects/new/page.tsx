import { NewProjectScreen } from "@/components/setup/new-project-screen";

export default function NewProjectPage() {
  return <NewProjectScreen />;
}
