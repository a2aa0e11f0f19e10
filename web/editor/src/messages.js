// The messages of marks, in a tooltip: on hover and tap of a glyph, on hover of marked text, and wherever the keyboard
// asks for it (see walk.js).
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, gutter, hoverTooltip, keymap, showTooltip } from "@codemirror/view";
import { drawGlyph } from "./glyphs.js";
import { hasColumns, isProblem, markedRanges, marksField, marksOfLine, setMarks } from "./marks.js";

/** @typedef {import("./marks.js").Mark} Mark */

/** Where a tooltip stands open; one that the mouse opened closes when the mouse leaves. */
/** @typedef {{ pos: number, byMouse: boolean } | null} Open */

/** @type {import("@codemirror/state").StateEffectType<Open>} */
export const setOpen = StateEffect.define();

/** @type {StateField<Open>} */
const openField = StateField.define({
  create: () => /** @type {Open} */ (null),
  update(open, transaction) {
    const change = transaction.effects.findLast((it) => it.is(setOpen));
    if (change) return change.value;
    const outdated = transaction.docChanged || transaction.selection || transaction.effects.some((it) => it.is(setMarks));
    return outdated ? null : open;
  },
  provide: (field) =>
    showTooltip.compute([field, marksField], (state) => {
      const open = state.field(field);
      return open && tooltip(open.pos, withMessage(marksOfLine(state, open.pos)));
    }),
});

function withMessage(/** @type {readonly Mark[]} */ marks) {
  return marks.filter((it) => it.message);
}

/**
 * @param {number} pos
 * @param {readonly Mark[]} marks
 */
function tooltip(pos, marks) {
  if (marks.length === 0) return null;
  return { pos, above: false, create: () => ({ dom: drawMessages(marks) }) };
}

function drawMessages(/** @type {readonly Mark[]} */ marks) {
  const list = document.createElement("div");
  list.className = "pe-messages";
  for (const mark of marks) {
    const message = document.createElement("p");
    message.append(drawGlyph(mark), mark.message ?? "");
    list.append(message);
  }
  return list;
}

/** The tooltip over the text: marked ranges, and whole lines for problems whose column is not known. */
const overText = hoverTooltip(
  (view, pos) => {
    const inRange = markedRanges(view.state, pos, pos).map((it) => it.mark);
    const onLine = marksOfLine(view.state, pos).filter((it) => isProblem(it) && !hasColumns(it));
    return tooltip(pos, withMessage([...inRange, ...onLine]));
  },
  { hideOn: (transaction) => transaction.effects.some((it) => it.is(setMarks)) },
);

/**
 * @param {EditorView} view
 * @param {Open} open
 */
function show(view, open) {
  const current = view.state.field(openField);
  if (current?.pos !== open?.pos || current?.byMouse !== open?.byMouse) view.dispatch({ effects: setOpen.of(open) });
}

/** Closes a tooltip that the mouse opened. */
export function mouseLeft(/** @type {EditorView} */ view) {
  if (view.state.field(openField)?.byMouse) show(view, null);
}

/**
 * @param {EditorView} view
 * @param {{ from: number }} line
 * @param {boolean} byMouse
 */
function showLine(view, line, byMouse) {
  if (byMouse && view.state.field(openField)?.byMouse === false) return false;
  const hasMessage = withMessage(marksOfLine(view.state, line.from)).length > 0;
  show(view, hasMessage ? { pos: line.from, byMouse } : null);
  return hasMessage;
}

const glyphGutter = gutter({
  class: "pe-gutter",
  markers: (view) => view.state.field(marksField).glyphs,
  domEventHandlers: {
    mouseover: (view, line) => showLine(view, line, true),
    click: (view, line) => showLine(view, line, false),
  },
});

/** The way from a glyph to its tooltip leads along the line: only another line closes it. */
const followMouse = EditorView.domEventHandlers({
  mousemove(event, view) {
    const open = view.state.field(openField);
    if (!open?.byMouse) return;
    const pos = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
    if (view.state.doc.lineAt(pos).from !== open.pos) show(view, null);
  },
});

function close(/** @type {EditorView} */ view) {
  if (!view.state.field(openField)) return false;
  show(view, null);
  return true;
}

export const messages = [
  openField,
  glyphGutter,
  overText,
  followMouse,
  keymap.of([{ key: "Escape", run: close }]),
];
