import { noticeClass } from "@/components/ui/notice-class";
import { PartGone } from "@/components/ui/part-gone";

/** Stands where it is in no bar's way, for what opens over the page and has no place of its own in it. */
export function AskedPartGone() {
  return (
    <div className={`${noticeClass} max-w-[min(40rem,100vw-32px)] px-4 py-3`}>
      <PartGone />
    </div>
  );
}
