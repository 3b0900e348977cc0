import type { Random } from "../seeded-random";

/** One of them; each is as likely. */
export function draw<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** Text that has broken something somewhere. */
const odd = [
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "NaN",
  "2147483648",
  "9007199254740993",
  "99999999999999999999",
  "null",
  "undefined",
  "true",
  "[]",
  "{}",
  "__proto__",
  "constructor",
  "toString",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "..\\..\\windows\\win.ini",
  "/etc/passwd\0.png",
  "\0",
  "a\0b",
  "\u0001\u001b[31m",
  "\ud800",
  "\udfff\ud800",
  "\u202eabc",
  "é",
  "e\u0301",
  "😀",
  "﷽",
  '\'; DROP TABLE "Project"; --',
  "' OR 1=1 --",
  '" onload="alert(1)',
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "$" + "{7*7}",
  "{{7*7}}",
  "$(touch /tmp/x)",
  "`id`",
  "| id",
  "--help",
  "-oProxyCommand=id",
  "ext::sh -c id",
  "file:///etc/passwd",
  "http://169.254.169.254/latest/meta-data",
  "%",
  "%%%",
  "%s%n%x",
  "2026-02-30T25:61:00Z",
  "2026-11-29T00:00:00Z",
  "+275760-09-13T00:00:00.001Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59-14:00",
  "-000001-01-01T00:00:00Z",
  "deadbeef",
  "f".repeat(40),
  "0".repeat(64),
  "g".repeat(40),
  "(a+)+$",
  "[".repeat(200),
  "a".repeat(41),
  "a".repeat(300),
  "\n",
  "a\r\nx-injected: 1",
];

export function drawText(random: Random): string {
  const chance = random();
  if (chance < 0.75) return draw(random, odd);
  if (chance < 0.8) return draw(random, odd).repeat(50).slice(0, 4000);
  if (chance < 0.9) return draw(random, odd) + draw(random, odd);
  return Array.from({ length: Math.floor(random() * 30) }, () => String.fromCharCode(random() * 0x10000)).join("");
}
