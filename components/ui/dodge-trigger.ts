interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Distance kept between the two, in pixels. */
const gap = 16;

/**
 * How far to move a dialog up or down (px) so that its confirm button does not lie over the control that opened it: the
 * second half of a double click must not land on it. 0 when it does not.
 */
export function dodgeTrigger(trigger: Box, confirm: Box, viewportHeight: number): number {
  const apart =
    confirm.right + gap <= trigger.left ||
    confirm.left - gap >= trigger.right ||
    confirm.bottom + gap <= trigger.top ||
    confirm.top - gap >= trigger.bottom;
  if (apart) return 0;
  const up = trigger.top - gap - confirm.bottom;
  const down = trigger.bottom + gap - confirm.top;
  const fitsDown = confirm.bottom + down <= viewportHeight - gap;
  return Math.abs(up) <= down || !fitsDown ? up : down;
}
