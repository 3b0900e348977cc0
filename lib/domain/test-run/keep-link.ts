import { storableText } from "../storable-text";

/** Only web addresses are kept: whatever else it is, nobody should click on it. */
export function keepLink(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  if (storableText(url) !== url) return null;
  return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
}
