/** What every field looks like; for forms that need no script too. */
export const fieldClass =
  "min-h-8 w-full rounded-control border border-edge bg-surface px-2 text-body pointer-coarse:min-h-11 aria-invalid:border-fail";
