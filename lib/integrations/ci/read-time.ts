import { isRecordable } from "@/lib/domain/is-recordable";

/** A time as a sender writes it, or null when it is none, or of no year that is kept. Numbers count milliseconds since 1970. */
export function findTime(value: string | number | null | undefined): Date | null {
  if (value === null || value === undefined || value === "") return null;
  const time = new Date(
    typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/, "$1T$2Z") : value,
  );
  return isRecordable(time.getTime()) ? time : null;
}

/** The same in whole seconds of UTC, as commits are listed with. */
export function toWholeSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
