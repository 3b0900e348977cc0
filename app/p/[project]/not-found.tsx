import { NotFoundInProject } from "@/components/shell/not-found-in-project";

export default function NotFound() {
  return <NotFoundInProject />;
}
