// <policy-editor>: an editor for the JSON text of one IAM policy.
//
//   property  value     the text; setting it fires no event and keeps the cursor where it can
//   property  marks     Mark[] (see marks.js): what to show beside and behind the lines
//   attribute label, placeholder, readonly
//   method    focus(), focusLine(n), revealLine(n)
//   event     policy-input { detail: { value } } after every edit by the user
//   event     policy-leave when the user presses Escape and nothing in the editor wants it
//
// It lives in a shadow root because CodeMirror's styles are constructable style sheets there, which a strict
// `style-src` allows.
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { setMarks } from "./marks.js";
import { mouseLeft } from "./messages.js";
import { attributes, fromAttributes, policyEditing, withoutHistory } from "./setup.js";
import { normalizeLineEnds, smallestChange } from "./text.js";
import { styleSheet } from "./theme.js";

/** On a transaction that comes from the page and not from the user. */
const fromPage = Annotation.define();

class PolicyEditor extends HTMLElement {
  static observedAttributes = ["label", "placeholder", "readonly"];

  /** Holds the text while the element is out of the document. */
  #state = EditorState.create({
    extensions: [policyEditing, EditorView.updateListener.of((update) => this.#report(update))],
  });
  /** @type {EditorView | null} */
  #view = null;
  /** @type {import("@codemirror/state").StateEffect<any> | undefined} */
  #scroll;
  /** @type {readonly import("./marks.js").Mark[]} */
  #marks = [];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleSheet];
    this.addEventListener("mouseleave", () => this.#view && mouseLeft(this.#view));
  }

  connectedCallback() {
    this.#takeEarlyProperties();
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    this.#view = new EditorView({ state: this.#state, parent: root, root, scrollTo: this.#scroll });
  }

  disconnectedCallback() {
    if (!this.#view) return;
    this.#scroll = this.#view.scrollSnapshot();
    this.#state = this.#view.state;
    this.#view.destroy();
    this.#view = null;
  }

  attributeChangedCallback() {
    const extensions = fromAttributes({
      label: this.getAttribute("label"),
      placeholder: this.getAttribute("placeholder"),
      readonly: this.hasAttribute("readonly"),
    });
    this.#dispatch({ effects: attributes.reconfigure(extensions) });
  }

  get value() {
    return this.#current.doc.toString();
  }

  set value(text) {
    const before = this.value;
    const after = normalizeLineEnds(String(text ?? ""));
    if (after === before) return;
    const changes = smallestChange(before, after);
    this.#scroll = undefined;
    this.#dispatch({ changes, effects: setMarks.of(this.#marks), annotations: fromPage.of(true) }, ...withoutHistory);
  }

  get marks() {
    return this.#marks;
  }

  set marks(marks) {
    this.#marks = Array.from(marks ?? []);
    this.#dispatch({ effects: setMarks.of(this.#marks) });
  }

  focus() {
    this.#view?.focus();
  }

  /** Moves the cursor to the text of line `n`, counted from 1, and the focus into the editor. */
  focusLine(/** @type {number} */ n) {
    this.#dispatch({ selection: { anchor: this.#startOfLine(n) } });
    this.revealLine(n);
    this.focus();
  }

  /** Scrolls to line `n`, and leaves cursor and focus where they are. */
  revealLine(/** @type {number} */ n) {
    this.#dispatch({ effects: EditorView.scrollIntoView(this.#startOfLine(n), { y: "center" }) });
  }

  get #current() {
    return this.#view?.state ?? this.#state;
  }

  #dispatch(/** @type {import("@codemirror/state").TransactionSpec[]} */ ...steps) {
    for (const step of steps) {
      if (this.#view) this.#view.dispatch(step);
      else this.#state = this.#state.update(step).state;
    }
  }

  #startOfLine(/** @type {number} */ n) {
    const { doc } = this.#current;
    const line = doc.line(Math.min(Math.max(1, Math.trunc(n) || 1), doc.lines));
    return line.from + Math.max(0, line.text.search(/\S/));
  }

  #report(/** @type {import("@codemirror/view").ViewUpdate} */ update) {
    if (!update.docChanged || update.transactions.some((it) => it.annotation(fromPage))) return;
    const detail = { value: this.value };
    this.dispatchEvent(new CustomEvent("policy-input", { detail, bubbles: true, composed: true }));
  }

  /** Properties that the page set before this module had loaded stand on the element itself and hide the accessors. */
  #takeEarlyProperties() {
    for (const name of /** @type {const} */ (["value", "marks"])) {
      if (!Object.hasOwn(this, name)) continue;
      const early = this[name];
      delete this[name];
      Object.assign(this, { [name]: early });
    }
  }
}

customElements.define("policy-editor", PolicyEditor);
