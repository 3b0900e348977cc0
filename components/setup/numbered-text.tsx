import { ScrollRegion } from "@/components/ui/scroll-region";

interface NumberedTextProps {
  text: string;
  label: string;
  /** Numbers of lines with a mistake. */
  marked: ReadonlySet<number>;
}

/** A text with the numbers of its lines, which copying leaves out. */
export function NumberedText({ text, label, marked }: NumberedTextProps) {
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    <div className="rounded-control bg-sunken">
      <ScrollRegion label={label}>
        <pre className="w-max min-w-full py-2 font-mono text-log">
          {lines.map((line, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the number of a line is what it is.
              key={index}
              className={`block px-3 before:mr-4 before:inline-block before:w-6 before:text-right before:text-ink-3 before:content-[attr(data-line)] ${marked.has(index + 1) ? "bg-fail-soft" : ""}`}
              data-line={index + 1}
            >
              {line}
              {"\n"}
            </span>
          ))}
        </pre>
      </ScrollRegion>
    </div>
  );
}
