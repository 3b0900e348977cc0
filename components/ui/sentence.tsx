/** A sentence whose words between backticks are code. */
export function Sentence({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is where it stands in the sentence.
          <code key={index} className="font-mono text-log">
            {part}
          </code>
        ),
      )}
    </>
  );
}
