// Colours: JSON tokens get classes, and one style sheet, shared by all editors of a page, says the rest.
import { syntaxHighlighting } from "@codemirror/language";
import { tagHighlighter, tags } from "@lezer/highlight";
import css from "./policy-editor.css";

export const styleSheet = new CSSStyleSheet();
styleSheet.replaceSync(css);

export const jsonColours = syntaxHighlighting(
  tagHighlighter([
    { tag: tags.propertyName, class: "pe-key" },
    { tag: tags.string, class: "pe-string" },
    { tag: [tags.number, tags.bool, tags.null], class: "pe-atom" },
    { tag: [tags.separator, tags.squareBracket, tags.brace], class: "pe-punctuation" },
  ]),
);
