/** The two regions a screen reader listens to. Polite waits for a pause; assertive is for what cannot wait. */
export function Announcers() {
  return (
    <div className="sr-only">
      <div id="announce-polite" role="status" aria-live="polite" />
      <div id="announce-assertive" role="alert" aria-live="assertive" />
    </div>
  );
}

/** Says `text` once, without moving anything on the screen. */
export function announce(text: string, urgency: "polite" | "assertive" = "polite"): void {
  const region = document.getElementById(`announce-${urgency}`);
  if (!region) return;
  // Equal text twice in a row would be no change, and no change is not read.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
