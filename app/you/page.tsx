import { SessionsScreen } from "@/components/sign-in/sessions-screen";
import { loadOwnSessions } from "@/lib/http/page-views";

export default async function SessionsPage() {
  return <SessionsScreen initial={await loadOwnSessions()} />;
}
