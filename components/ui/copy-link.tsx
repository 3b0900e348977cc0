import { CopyButton } from "@/components/ui/copy-button";

/** Copies the address of the page as it is by then: filters and marked lines change it without drawing the page anew. */
export function CopyLink() {
  return (
    <CopyButton text={() => location.href} label="the link">
      <span className="text-meta font-semibold">Copy link</span>
    </CopyButton>
  );
}
