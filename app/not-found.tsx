import { PlainPage } from "@/components/shell/plain-page";
import { buttonClass } from "@/components/ui/button";

export default function NotFound() {
  return (
    <PlainPage title="There is nothing at this address">
      <title>Not found · Sauron</title>
      <p>
        The project, rollout or commit it names does not exist here. It may belong to another Sauron, or the link was
        cut short.
      </p>
      <a href="/" className={buttonClass("plain")}>
        All projects
      </a>
    </PlainPage>
  );
}
