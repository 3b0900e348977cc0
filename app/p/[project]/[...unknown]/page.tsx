import { notFound } from "next/navigation";

/** An address below a project that no page has: it is said inside the project, with the way to its pages. */
export default function UnknownPage(): never {
  notFound();
}
