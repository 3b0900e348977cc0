import { postAction } from "@/components/live/api-client";

/** Something that holds a connection to the server which it can do without for a moment. */
export interface Loan {
  giveBack: () => void;
  takeAgain: () => void;
}

const loans = new Set<Loan>();

/** Says that a connection is held. The result says that it is no more. */
export function noteLoan(loan: Loan): () => void {
  loans.add(loan);
  return () => loans.delete(loan);
}

/**
 * Sends what cannot wait. Over HTTP/1.1 a browser opens six connections to a server and lets a seventh request wait until
 * one is free, so this tab gives back first what it holds for a log.
 */
export const postAhead: typeof postAction = async (...request) => {
  const lent = [...loans];
  for (const loan of lent) loan.giveBack();
  try {
    return await postAction(...request);
  } finally {
    for (const loan of lent) if (loans.has(loan)) loan.takeAgain();
  }
};
