// What the evaluator and the validator say about lines: backgrounds, underlined ranges and gutter glyphs. Marks are
// placed by line when they arrive and then move with the text until the next ones do.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { Glyph, markClass } from "./glyphs.js";

/**
 * Lines and columns count from 1; `toLine` is the last line of the mark, `toColumn` the first column after it, both in
 * UTF-16 units as in `String`. With columns the range itself is marked too.
 * @typedef {{
 *   fromLine: number, toLine: number, fromColumn?: number, toColumn?: number,
 *   kind: "error" | "deciding" | "warning" | "step" | "matched",
 *   tone?: "allow" | "deny", message?: string,
 * }} Mark
 */

/** Strongest first: a line that has several marks shows the first one's background and glyph. */
const KINDS = ["error", "deciding", "warning", "step", "matched"];

/** Replaces all marks. @type {import("@codemirror/state").StateEffectType<readonly Mark[]>} */
export const setMarks = StateEffect.define();

export const marksField = StateField.define({
  create: () => ({ lines: Decoration.none, ranges: Decoration.none, glyphs: RangeSet.empty }),
  update(placed, transaction) {
    const replaced = transaction.effects.findLast((it) => it.is(setMarks));
    if (replaced) return place(transaction.newDoc, replaced.value);
    if (!transaction.docChanged) return placed;
    const { changes } = transaction;
    return { lines: placed.lines.map(changes), ranges: placed.ranges.map(changes), glyphs: placed.glyphs.map(changes) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, (it) => it.lines),
    EditorView.decorations.from(field, (it) => it.ranges),
  ],
});

/** The marks of the line that holds `pos`, strongest first. @returns {readonly Mark[]} */
export function marksOfLine(/** @type {import("@codemirror/state").EditorState} */ state, /** @type {number} */ pos) {
  const { from } = state.doc.lineAt(pos);
  /** @type {readonly Mark[]} */
  let found = [];
  state.field(marksField).lines.between(from, from, (_from, _to, line) => {
    found = line.spec.marks;
  });
  return found;
}

/** The marked ranges that touch `from..to`, in order. */
export function markedRanges(
  /** @type {import("@codemirror/state").EditorState} */ state, from = 0, to = state.doc.length,
) {
  /** @type {{ from: number, to: number, mark: Mark }[]} */
  const found = [];
  state.field(marksField).ranges.between(from, to, (start, end, range) => {
    found.push({ from: start, to: end, mark: range.spec.mark });
  });
  return found;
}

export function isProblem(/** @type {Mark} */ mark) {
  return mark.kind === "error" || mark.kind === "warning";
}

export function hasColumns(/** @type {Mark} */ mark) {
  return mark.fromColumn != null && mark.toColumn != null;
}

/**
 * @param {import("@codemirror/state").Text} doc
 * @param {readonly Mark[]} marks
 */
function place(doc, marks) {
  const known = marks.filter((it) => KINDS.includes(it.kind) && it.fromLine >= 1 && it.fromLine <= doc.lines);
  known.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  /** @type {Map<number, Mark[]>} */
  const byLine = new Map();
  for (const mark of known) {
    for (let n = mark.fromLine; n <= lastLine(doc, mark); n++) {
      byLine.set(n, [...(byLine.get(n) ?? []), mark]);
    }
  }
  const lines = [...byLine].map(([n, it]) => lineDecoration(it).range(doc.line(n).from));
  const glyphs = [...byLine].flatMap(([n, it]) => {
    const starting = it.find((mark) => mark.fromLine === n);
    return starting ? [new Glyph(starting).range(doc.line(n).from)] : [];
  });
  const ranges = known.filter(hasColumns).flatMap((it) => rangeDecoration(doc, it));
  return {
    lines: Decoration.set(lines, true),
    ranges: Decoration.set(ranges, true),
    glyphs: RangeSet.of(glyphs, true),
  };
}

/** @param {Mark[]} marks */
function lineDecoration(marks) {
  const atStep = marks.some((it) => it.kind === "step") ? " pe-at-step" : "";
  return Decoration.line({ class: `pe-line ${markClass(marks[0])}${atStep}`, marks });
}

/**
 * @param {import("@codemirror/state").Text} doc
 * @param {Mark} mark
 */
function rangeDecoration(doc, mark) {
  const from = position(doc, mark.fromLine, mark.fromColumn ?? 1);
  const end = position(doc, lastLine(doc, mark), mark.toColumn ?? 1);
  // An empty range, such as that of a missing bracket, is shown on the character before it.
  const isEmpty = end <= from;
  const [start, stop] = isEmpty ? [Math.max(0, from - 1), from] : [from, end];
  if (start === stop) return [];
  return [Decoration.mark({ class: `pe-range ${markClass(mark)}`, mark }).range(start, stop)];
}

/**
 * @param {import("@codemirror/state").Text} doc
 * @param {Mark} mark
 */
function lastLine(doc, mark) {
  return Math.min(mark.toLine ?? mark.fromLine, doc.lines);
}

/**
 * @param {import("@codemirror/state").Text} doc
 * @param {number} line
 * @param {number} column
 */
function position(doc, line, column) {
  const { from, to } = doc.line(line);
  return Math.min(to, from + Math.max(0, column - 1));
}
