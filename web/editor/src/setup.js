// The extensions that make a CodeMirror editor one for IAM policies.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder,
} from "@codemirror/view";
import { marksField } from "./marks.js";
import { messages } from "./messages.js";
import { jsonColours } from "./theme.js";
import { typingOverSelection } from "./typing.js";
import { walk } from "./walk.js";

/** Holds what follows from the element's attributes. */
export const attributes = new Compartment();

/** Holds the undo history; see `withoutHistory`. */
const past = new Compartment();

/** An undo or redo with nothing to do stays unhandled, so that the page may answer it with its own history. */
const undoKeymap = historyKeymap.map((it) =>
  it.run === undo || it.run === redo ? { ...it, preventDefault: false } : it,
);

/** Escape, where nothing else wants it, leaves the editor; the page decides what that means. */
function leave(/** @type {EditorView} */ view) {
  view.dom.dispatchEvent(new CustomEvent("policy-leave", { bubbles: true, composed: true }));
  return true;
}

/** Everything but the attributes' part, which starts empty. Tab is left to the browser: it moves the focus. */
export const policyEditing = [
  messages,
  walk,
  marksField,
  lineNumbers(),
  foldGutter({ openText: "▾", closedText: "▸" }),
  codeFolding({ placeholderText: "…" }),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  json(),
  jsonColours,
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  typingOverSelection,
  past.of(history()),
  search({ top: true }),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ tabindex: "0" }),
  Prec.low(keymap.of([{ key: "Escape", run: leave }])),
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...undoKeymap, ...foldKeymap, ...defaultKeymap]),
  attributes.of([]),
];

/**
 * The extensions that follow from the element's attributes.
 * @param {{ label: string | null, placeholder: string | null, readonly: boolean }} it
 */
export function fromAttributes(it) {
  return [
    EditorView.contentAttributes.of(it.label ? { "aria-label": it.label } : {}),
    it.placeholder ? placeholder(it.placeholder) : [],
    it.readonly ? readOnly : [],
  ];
}

/** The text remains a tab stop. Without `contenteditable` a phone shows no keyboard. */
const readOnly = [EditorState.readOnly.of(true), EditorView.editable.of(false)];

/** Two transactions that forget the history: an undo must not bring back the text of another policy. */
export const withoutHistory = [{ effects: past.reconfigure([]) }, { effects: past.reconfigure(history()) }];
