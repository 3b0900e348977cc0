import { isRecordable } from "../is-recordable";

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|[+\- ]\d\d:?\d\d)?$/i;
const epoch = /^\d{9,13}$/;

/** Twelve digits and more count milliseconds: as seconds they would lie thousands of years ahead. */
const secondsDigits = 11;

/**
 * A moment as a person or a program writes it: ISO 8601 (without a zone it is UTC), or epoch seconds or milliseconds.
 * @returns epoch milliseconds; null when it is no such text, no day of the calendar, or none of a time that is kept
 */
export function parseMoment(text: string): number | null {
  const ms = readMoment(text);
  return ms !== null && isRecordable(ms) ? ms : null;
}

function readMoment(text: string): number | null {
  const trimmed = text.trim();
  if (epoch.test(trimmed)) return Number(trimmed) * (trimmed.length <= secondsDigits ? 1000 : 1);
  const parts = iso.exec(trimmed);
  if (!parts) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = ""] = parts;
  const asWritten = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${asWritten}.${fraction.padEnd(3, "0").slice(0, 3)}Z`);
  // A 30 February becomes a day in March instead of being refused.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(asWritten)) return null;
  const offset = readOffset(parts[8]);
  return offset === null ? null : ms - offset;
}

/** Milliseconds that a zone is ahead of UTC. A plus that an address turned into a space is still one. */
function readOffset(zone = "Z"): number | null {
  if (/^(Z|UTC)$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
