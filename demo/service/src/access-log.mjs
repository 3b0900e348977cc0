import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

const rotateAtBytes = 2 * 1024 * 1024;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Writes `access.log` in the combined format, with the seconds it took; a full file becomes `access.log.1`. */
export function openAccessLog(directory) {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, "access.log");
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return {
    write(request, answer, seconds) {
      if (bytes > rotateAtBytes) {
        renameSync(path, `${path}.1`);
        bytes = 0;
      }
      const line = `${combinedLine(request, answer, new Date())} ${seconds.toFixed(3)}\n`;
      appendFileSync(path, line);
      bytes += Buffer.byteLength(line);
    },
  };
}

export function combinedLine(request, answer, at) {
  const target = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
  const referrer = escapeQuoted(request.headers.referer ?? "-");
  const agent = escapeQuoted(request.headers["user-agent"] ?? "-");
  const bytes = Buffer.byteLength(answer.body);
  return `127.0.0.1 - - [${logTime(at)}] "${escapeQuoted(target)}" ${answer.status} ${bytes} "${referrer}" "${agent}"`;
}

function logTime(at) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

function escapeQuoted(text) {
  return text.replace(/[\\"]/g, "\\$&");
}
