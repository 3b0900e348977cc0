"use client";

import { CheckResult } from "@/components/setup/check-result";
import { type DraftHost, placeOf } from "@/components/setup/parse-host-lines";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StatusText } from "@/components/ui/status-badge";
import type { CheckView } from "@/lib/contracts/checks";

interface HostRow {
  host: DraftHost;
  /** The fingerprint that counts as confirmed; null = none does. */
  pin: string | null;
  /** Null = nobody has looked at it as it is written now. */
  check: CheckView | null;
}

interface HostChecksTableProps {
  rows: HostRow[];
  /** The person says that these are the hosts' own keys. */
  onPin: (confirmed: Record<string, string>) => void;
}

/** Each host with what a worker found, and the keys that wait for a person's yes. */
export function HostChecksTable({ rows, onPin }: HostChecksTableProps) {
  if (!rows.some(({ check, pin }) => check || pin)) return null;
  const shown = rows.flatMap(({ host, check }) => {
    const key = shownKey(check);
    return key ? [[placeOf(host), key.fingerprint] as const] : [];
  });
  return (
    <div className="flex flex-col gap-3">
      <ScrollRegion label="Hosts and their keys">
        <table className="w-full text-left">
          <caption className="sr-only">Hosts, what was found, and their keys</caption>
          <thead className="text-meta text-ink-2">
            <tr className="border-b border-hairline">
              {["Host", "Found", "Host key"].map((word) => (
                <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ host, pin, check }) => (
              <tr key={placeOf(host)} className="border-b border-hairline align-top last:border-b-0">
                <th scope="row" className="py-2 pr-4 font-semibold whitespace-nowrap">
                  {host.name}
                </th>
                <td className="min-w-64 py-2 pr-4">
                  {check ? <CheckResult check={check} /> : <span className="text-ink-2">Not checked</span>}
                </td>
                <td className="py-2">
                  <HostKey host={host} pin={pin} check={check} onPin={onPin} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {shown.length > 1 && (
        <div>
          <Button onClick={() => onPin(Object.fromEntries(shown))}>I have compared all {shown.length}: pin them</Button>
        </div>
      )}
    </div>
  );
}

interface HostKeyProps extends HostRow {
  onPin: HostChecksTableProps["onPin"];
}

function HostKey({ host, pin, check, onPin }: HostKeyProps) {
  const shown = shownKey(check);
  if (shown) {
    return (
      <div className="flex flex-col items-start gap-2">
        <Fingerprint text={shown.fingerprint} name={host.name} />
        <Button onClick={() => onPin({ [placeOf(host)]: shown.fingerprint })}>
          It is the key of {host.name}: pin it
        </Button>
      </div>
    );
  }
  if (!pin) return <span className="text-ink-2">—</span>;
  return (
    <div className="flex flex-col gap-1">
      <StatusText status={{ code: "ok", word: "Pinned" }} />
      <Fingerprint text={pin} name={host.name} />
    </div>
  );
}

function Fingerprint({ text, name }: { text: string; name: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="font-mono text-log">{text}</code>
      <CopyButton text={text} label={`the fingerprint of ${name}`} />
    </span>
  );
}

/** The key a host showed that nobody has confirmed yet. */
function shownKey(check: CheckView | null) {
  return check?.finding?.state === "unconfirmed" ? check.finding.hostKey : null;
}
