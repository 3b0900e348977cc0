const forbidden = [
  // Control characters, space, and what git gives a meaning of its own.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git forbids them, so they are looked for
  /[\u0000-\u0020\u007f~^:?*[\\]/,
  /\.\.|@\{|\/\//,
  /^[-/]|[/.]$/,
  // No part between slashes is hidden, or is named like git's own locks.
  /(^|\/)\.|\.lock(\/|$)/,
  /^HEAD$/,
];

/** Whether git takes it as the name of a branch, by the rules of `git check-ref-format --branch`. */
export function isBranchName(name: string): boolean {
  return name.length > 0 && name.length <= 200 && forbidden.every((rule) => !rule.test(name));
}
