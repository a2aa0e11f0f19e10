// Typing over a selection. Left to itself, Chromium keeps the look of the text that goes by writing inline styles into
// the new text, which the page's content security policy reports; so the browser is not asked.
import { EditorView } from "@codemirror/view";

/** Replaces the selection by what is typed, by way of the extensions that handle input (closing brackets). */
export const typingOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    const isTyping = event.inputType === "insertText" && event.data && !view.composing;
    if (!isTyping || main.empty || ranges.length > 1 || view.state.readOnly) return false;
    const insert = () => view.state.update(view.state.replaceSelection(event.data), {
      userEvent: "input.type",
      scrollIntoView: true,
    });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((it) => it(view, main.from, main.to, event.data, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
