/** Says that something the person asked for cannot be shown until the page is loaded afresh. */
export function PartGone() {
  return (
    <span role="alert" className="text-meta text-fail">
      This part of the page cannot be loaded. Reload the page.
    </span>
  );
}
