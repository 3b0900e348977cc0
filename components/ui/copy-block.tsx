import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";

/** Text to be pasted elsewhere, whole, with a button that copies it. `label` names it, e.g. "the address". */
export function CopyBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex min-w-0 items-start gap-2">
      <div className="min-w-0 flex-1 rounded-control bg-sunken">
        <ScrollRegion label={label} className="max-h-[60vh]">
          <pre className="px-3 py-2 font-mono text-log">{text}</pre>
        </ScrollRegion>
      </div>
      <CopyButton text={text} label={label} />
    </div>
  );
}
