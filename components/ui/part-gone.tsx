/** Says that something the person asked for cannot be shown until the page is loaded afresh. */
export function PartGone() {
  return (
    <span role="alert" className="text-meta text-fail">
      This part cannot be loaded: the server is away, or newer than the page. Reload it once it answers.
    </span>
  );
}
