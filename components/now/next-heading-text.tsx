"use client";

import type { NextHeading } from "@/components/now/describe-next";
import { Sentence } from "@/components/ui/sentence";
import { ExpectedTime, Time } from "@/components/ui/time";

/** What goes next, with the moment that ends the wait, if one does. */
export function NextHeadingText({ heading: { text, moment } }: { heading: NextHeading }) {
  if (moment === null) return <Sentence text={text} />;
  if (moment.look === "fixed") {
    return (
      <>
        <Sentence text={text} /> <Time at={moment.at} />
      </>
    );
  }
  return (
    <>
      <Sentence text={text} /> (<ExpectedTime at={moment.at} />)
    </>
  );
}
