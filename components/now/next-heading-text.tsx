"use client";

import type { NextHeading } from "@/components/now/describe-next";
import { ExpectedTime, Time } from "@/components/ui/time";

/** What goes next, with the moment that ends the wait, if one does. */
export function NextHeadingText({ heading: { text, moment } }: { heading: NextHeading }) {
  if (moment === null) return text;
  if (moment.look === "fixed") {
    return (
      <>
        {text} <Time at={moment.at} />
      </>
    );
  }
  return (
    <>
      {text} (<ExpectedTime at={moment.at} />)
    </>
  );
}
