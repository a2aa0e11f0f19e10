// Marks for those who come by keyboard: F8 walks from problem to problem, and a marked line is announced on arrival.
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { hasColumns, isProblem, markedRanges, marksField, marksOfLine } from "./marks.js";
import { setOpen } from "./messages.js";

/** What a screen reader hears of a mark that brings no message. */
const NAMES = {
  deciding: "deciding statement",
  matched: "matching statement",
  step: "current step",
  error: "error",
  warning: "warning",
};

const announceMarks = EditorState.transactionExtender.of((transaction) => {
  if (!transaction.selection || transaction.docChanged) return null;
  const before = marksOfLine(transaction.startState, transaction.startState.selection.main.head);
  // Marks stand where they stood: the text is the same, and only the cursor has moved.
  const now = marksOfLine(transaction.startState, transaction.newSelection.main.head);
  const entered = now.filter((it) => !before.includes(it)).map((it) => it.message ?? NAMES[it.kind]);
  return entered.length > 0 ? { effects: EditorView.announce.of(entered.join(". ")) } : null;
});

/** Moves to the next problem in `direction`, around the end, and opens its message. */
function goToProblem(/** @type {1 | -1} */ direction) {
  return (/** @type {EditorView} */ view) => {
    const stops = problemStops(view.state);
    const cursor = view.state.selection.main.head;
    const ahead = direction > 0 ? stops.find((it) => it > cursor) : stops.findLast((it) => it < cursor);
    const pos = ahead ?? stops.at(direction > 0 ? 0 : -1);
    if (pos === undefined) return false;
    const open = { pos: view.state.doc.lineAt(pos).from, byMouse: false };
    view.dispatch({ selection: { anchor: pos }, effects: setOpen.of(open), scrollIntoView: true });
    return true;
  };
}

function problemStops(/** @type {EditorState} */ state) {
  const stops = new Set(markedRanges(state).filter((it) => isProblem(it.mark)).map((it) => it.from));
  state.field(marksField).glyphs.between(0, state.doc.length, (from) => {
    if (marksOfLine(state, from).some((it) => isProblem(it) && !hasColumns(it))) stops.add(from);
  });
  return [...stops].sort((a, b) => a - b);
}

export const walk = [announceMarks, keymap.of([{ key: "F8", run: goToProblem(1), shift: goToProblem(-1) }])];
