/** The place of what is told at the bottom of the page. On phones it leaves the room of the Abort bar free. */
export const noticeClass =
  "fixed inset-x-4 bottom-4 z-40 mx-auto flex w-fit items-center rounded-card border border-edge bg-surface text-ink shadow-lg max-sm:bottom-21";
