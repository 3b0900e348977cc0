import Link from "next/link";
import type { ReactNode } from "react";
import { testRunAddress } from "@/components/commit/test-run-address";
import type { TestRunView } from "@/lib/contracts/views";

interface TestRunLinkProps {
  run: TestRunView;
  project: string;
  sha: string;
  className?: string;
  /** Read after the text, where it leads somewhere. */
  hint?: string;
  children: ReactNode;
}

/** Leads to a test run; plain text when there is nowhere to go. */
export function TestRunLink({ run, project, sha, className = "", hint = "", children }: TestRunLinkProps) {
  const place = testRunAddress(run, { project, sha });
  const look = `inline-flex min-h-6 items-center underline-offset-2 hover:underline ${className}`;
  if (!place) return children;
  const text = (
    <>
      {children}
      {hint && <span className="sr-only"> {hint}</span>}
    </>
  );
  if (place.isOurs) {
    return (
      <Link href={place.address} prefetch={false} className={look}>
        {text}
      </Link>
    );
  }
  return (
    <a href={place.address} target="_blank" rel="noopener noreferrer" className={look}>
      {text}
    </a>
  );
}
