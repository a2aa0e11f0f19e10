// Plain functions of text, without an editor.

/** A document's text as CodeMirror keeps it: lines end in `\n`. */
export function normalizeLineEnds(/** @type {string} */ text) {
  return text.replace(/\r\n?/g, "\n");
}

/**
 * The one replacement that turns `before` into `after` and leaves their common start and end alone, so that a cursor
 * outside of it stays where it is.
 * @param {string} before
 * @param {string} after
 */
export function smallestChange(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let nSame = 0;
  while (nSame < shorter - start && before.at(-1 - nSame) === after.at(-1 - nSame)) nSame++;
  return { from: start, to: before.length - nSame, insert: after.slice(start, after.length - nSame) };
}
