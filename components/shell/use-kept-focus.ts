import { useEffect } from "react";

/**
 * What vanishes while it has the focus, such as the button of an act that is done, hands it to what it stood in: else
 * the keyboard and the screen reader would start again at the top of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let places: Element[] = [];
    const remember = (event: FocusEvent) => {
      places = listPlaces(event.target);
    };
    const keep = () => {
      const [focused] = places;
      if (!focused || focused.isConnected || document.activeElement !== document.body) return;
      const place = places.find((each): each is HTMLElement => each.isConnected && each instanceof HTMLElement);
      place?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(keep);
    document.addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
}

/** An element and everything around it that can be focused, innermost first. */
function listPlaces(target: EventTarget | null): Element[] {
  const places: Element[] = [];
  for (let element = target instanceof Element ? target : null; element; element = element.parentElement) {
    if (element === target || element.matches("[tabindex], main")) places.push(element);
  }
  return places;
}
