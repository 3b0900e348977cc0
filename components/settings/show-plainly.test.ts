import { expect, test } from "vitest";
import { showBody, showPlainly } from "./show-plainly";

test("JSON is indented, and a form's payload is unpacked first", () => {
  expect(showBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(showBody(`payload=${encodeURIComponent('{"a":"b c"}')}&x=1`)).toBe('{\n  "a": "b c"\n}');
});

test.each(["no json", "old new refs/heads/main\n", "{", "payload=%zz"])("%j is shown as it came", (body) => {
  expect(showBody(body)).toBe(body);
});

test("what cannot be seen, or turns text around, is written out", () => {
  expect(showPlainly("a\u202eb\u0000c\u001b[31m\u200bd\r\n\te")).toBe("a\\u202eb\\u0000c\\u001b[31m\\u200bd\n\te");
});
