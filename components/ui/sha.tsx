import Link from "next/link";

/** A revision by its first seven characters. With a project it links to what is known about the commit. */
export function Sha({ sha, project }: { sha: string; project?: string }) {
  const text = <code className="font-mono text-log">{sha.slice(0, 7)}</code>;
  if (!project) return <span title={sha}>{text}</span>;
  return (
    <Link
      href={`/p/${project}/commits/${sha}`}
      prefetch={false}
      title={sha}
      className="py-1 text-run pointer-coarse:py-3 underline-offset-2 hover:underline"
    >
      {text}
    </Link>
  );
}
