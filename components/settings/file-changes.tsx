import { ScrollRegion } from "@/components/ui/scroll-region";
import type { ProjectFileChanges } from "@/lib/contracts/setup-views";

type Line = ProjectFileChanges["parts"][number]["lines"][number];

const looks: Record<Line["kind"], { sign: string; word: string; look: string }> = {
  same: { sign: " ", word: "", look: "" },
  removed: { sign: "−", word: "Removed: ", look: "bg-warn-soft" },
  added: { sign: "+", word: "Added: ", look: "bg-run-soft" },
};

/** What a version of the project file changed against the one before it, line by line. */
export function FileChanges({ changes }: { changes: ProjectFileChanges | null }) {
  if (!changes) return <p>It is the first version.</p>;
  const { before, parts } = changes;
  if (parts.length === 0) {
    return (
      <p className="max-w-[72ch]">
        No line that is shown. What changed is the value of a variable, a password, or what the file names: a script,
        keys of hosts.
      </p>
    );
  }
  return (
    <>
      <p className="max-w-[72ch] pb-2 text-ink-2">
        Against version {before}. Values of variables and passwords are left out here, and so are changes of them.
      </p>
      <div className="flex flex-col gap-2">
        {parts.map(({ line, lines }) => (
          <div key={line} className="rounded-control bg-sunken">
            <ScrollRegion label={`Changes from line ${line} on`}>
              <p className="px-3 pt-2 text-meta text-ink-2">Line {line}</p>
              <div className="w-fit min-w-full pb-2 font-mono text-log">
                {lines.map(({ kind, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a version never change
                  <ChangedLine key={index} kind={kind} text={text} />
                ))}
              </div>
            </ScrollRegion>
          </div>
        ))}
      </div>
    </>
  );
}

function ChangedLine({ kind, text }: Line) {
  const { sign, word, look } = looks[kind];
  return (
    <p className={`px-3 whitespace-pre ${look}`}>
      <span aria-hidden="true" className="pr-2 text-ink-2 select-none">
        {sign}
      </span>
      {word !== "" && <span className="sr-only">{word}</span>}
      {text}
    </p>
  );
}
