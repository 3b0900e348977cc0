"use client";

import { useState } from "react";
import { DemoPeople } from "@/components/sign-in/demo-people";
import { ProviderButton } from "@/components/sign-in/provider-button";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import type { SignInPage } from "@/lib/contracts/sign-in-page";

/** The way in, and from there to where somebody wanted to go. */
export function SignInScreen({ page }: { page: SignInPage }) {
  const [isIn, setIn] = useState(false);
  const goOn = () => {
    setIn(true);
    // Loaded afresh: nothing of who was here before is left in the page.
    location.assign(page.to);
  };
  if (isIn) return <p role="status">You are signed in.</p>;
  return (
    <>
      {page.refusal && (
        <p role="alert" className="text-fail">
          {page.refusal}
        </p>
      )}
      {page.demoPeople.length > 0 && <DemoPeople people={page.demoPeople} onDone={goOn} />}
      {page.providerName !== null && <ProviderButton name={page.providerName} to={page.to} />}
      <SignInForm onDone={goOn} />
      {page.isSetUpOpen && (
        <p className="text-ink-2">
          There is no admin yet. <code className="font-mono text-log">sauron start</code> has printed an address where
          the first one is made.
        </p>
      )}
    </>
  );
}
