/** What a search for a regular expression needs besides the log; a file of its own, for most searches do without it. */
export { PatternSearcher } from "@/components/log/pattern-searcher";
export { compileExpression } from "@/components/log/regex-engine";
