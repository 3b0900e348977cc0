import { expect, test } from "vitest";
import { readDeliveryFilter, toApiQuery } from "./delivery-filter";

const read = (query: string) => readDeliveryFilter(new URLSearchParams(query));

test("an address says source, state and page, and the API is asked for just that", () => {
  const filter = read("source=a1&state=refused&before=7");
  expect(filter).toEqual({ source: "a1", state: "refused", before: 7 });
  expect(`${toApiQuery("web", filter)}`).toBe("project=web&source=a1&state=refused&before=7&limit=50");
});

test.each(["", "state=nonsense", "before=0", "before=1e3", "before=99999999999", "source=", "state=constructor"])(
  "%j narrows nothing",
  (query) => {
    expect(read(query)).toEqual({ source: null, state: null, before: null });
    expect(`${toApiQuery("web", read(query))}`).toBe("project=web&limit=50");
  },
);
