import { readPreferences } from "@/components/shell/preferences-store";
import { CopyButton } from "@/components/ui/copy-button";

/** Copies the address of the page as it is by then: filters and marked lines change it without drawing the page anew. */
export function CopyLink() {
  return (
    <CopyButton text={addressOfView} label="the link">
      <span className="text-meta font-semibold">Copy link</span>
    </CopyButton>
  );
}

/** Who sees UTC means UTC by a time; local time is each reader's own anyway. */
function addressOfView(): string {
  const address = new URL(location.href);
  if (readPreferences().zone === "utc") address.searchParams.set("tz", "utc");
  return address.href;
}
