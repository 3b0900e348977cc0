const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const shape = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** Characters of a time as access logs write it, "10/Oct/2000:13:55:36 -0700". */
export const logTimeLength = 26;

/** Epoch seconds of such a time, or null when there is no such moment. */
export function parseLogTime(text: string): number | null {
  const [, day, monthName, year, hour, minute, second, sign, offsetHours, offsetMinutes] = shape.exec(text) ?? [];
  const month = months.indexOf(monthName ?? "");
  if (month < 0) return null;
  // A leap second is written :60 and belongs to the next minute, which Date.UTC makes of it.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return null;
  const midnight = Date.UTC(Number(year), month, Number(day));
  if (new Date(midnight).getUTCDate() !== Number(day)) return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60 * (sign === "-" ? -1 : 1);
  return midnight / 1000 + seconds - offset;
}

const isoShape = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

/** Epoch seconds of "2016-04-15T20:17:00.310Z", or null when there is no such moment or it names no time zone. */
export function parseIsoTime(text: string): number | null {
  const [, year, month, day, hour, minute, second, fraction = "", zone = ""] = isoShape.exec(text) ?? [];
  const monthName = months[Number(month) - 1];
  if (!monthName) return null;
  const offset = zone === "Z" ? "+0000" : zone.replace(":", "");
  const whole = parseLogTime(`${day}/${monthName}/${year}:${hour}:${minute}:${second} ${offset}`);
  return whole === null ? null : whole + Number(`0${fraction}`);
}
