"use client";

import type { ComponentProps } from "react";
import { useRefusal } from "@/components/access/use-caller";
import { Button } from "@/components/ui/button";
import { WithTip } from "@/components/ui/with-tip";
import type { Permission } from "@/lib/domain/access/permissions";

interface ActButtonProps extends ComponentProps<typeof Button> {
  /** What a person must be allowed to do. */
  needs: Permission;
}

/** A button that is there for everybody. For whom it does nothing, it says why not and who can. */
export function ActButton({ needs, ...button }: ActButtonProps) {
  const refusal = useRefusal(needs);
  return refusal === null ? <Button {...button} /> : <RefusedButton refusal={refusal} {...button} />;
}

function RefusedButton({ refusal, ...button }: ComponentProps<typeof Button> & { refusal: string }) {
  const { onClick: _, ref: __, type: ___, "aria-haspopup": ____, ...look } = button;
  return (
    <WithTip<HTMLButtonElement> tip={refusal} className="max-w-[min(36ch,calc(100vw-16px))]">
      {(anchor) => <Button {...look} {...anchor} aria-disabled aria-description={refusal} />}
    </WithTip>
  );
}
