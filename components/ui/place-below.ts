/** Puts something fixed under (or, without room, above) what it belongs to, inside the window. */
export function placeBelow(floating: HTMLElement, anchor: HTMLElement): void {
  const place = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const isRoomBelow = place.bottom + height < window.innerHeight;
  floating.style.top = `${isRoomBelow ? place.bottom : Math.max(0, place.top - height)}px`;
  floating.style.left = `${Math.max(4, Math.min(place.left, window.innerWidth - width - 4))}px`;
}
