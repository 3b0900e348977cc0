import { expect, test } from "vitest";
import { visibleText } from "./visible-text";

test.each([
  ["a control sequence", "\u001b[31mred\u001b]0;title\u0007", "␛[31mred␛]0;title␇"],
  ["nothing at all", "a\u0000b\u007fc", "a␀b␡c"],
  ["what goes back over the text before it", "ok\rno\bx", "ok␍no␈x"],
  ["controls of eight bits", "a\u009b31mb\u0085c", "a\ufffd31mb\ufffdc"],
  ["marks that reorder text", "a\u202eb\u2066c\u200fd\u061ce", "a\ufffdb\ufffdc\ufffdd\ufffde"],
  ["what takes no room", "a\u200bb\ufeffc\u2060d\u2028e", "a\ufffdb\ufffdc\ufffdd\ufffde"],
])("%s is drawn as symbols", (_name, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test.each(["one\ttwo\nthree", "<b>&amp;</b>", "🚀 👩‍🚀 שלום می‌خواهم", ""])("%j is left as it is", (text) => {
  expect(visibleText(text)).toBe(text);
});
