import { Button } from "@/components/ui/button";

/** The only button of a dialog that has nothing left to ask. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <div className="flex justify-end">
      <Button onClick={onClose} data-first-focus="" className="max-sm:min-h-14 max-sm:w-full">
        Close
      </Button>
    </div>
  );
}
