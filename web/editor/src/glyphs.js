// The shapes of the gutter: every kind of mark has its own, so that none is told by colour alone.
import { GutterMarker } from "@codemirror/view";

/** @typedef {import("./marks.js").Mark} Mark */

const SVG = "http://www.w3.org/2000/svg";

/** Paths on a 16 by 16 grid, filled with the mark's colour; the second subpath of a sign is cut out. */
const PATHS = {
  deny: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
  allow: "M2 8.5 4 6.5 6.5 9 12 3l2 2-7.5 8z",
  decided: "M8 1l7 7-7 7-7-7z",
  matched: "M8 2l6 6-6 6-6-6zM8 5.5 5.5 8 8 10.5 10.5 8z",
  step: "M3 2l11 6-11 6z",
  error: "M3.5 1.5 8 6l4.5-4.5 2 2L10 8l4.5 4.5-2 2L8 10l-4.5 4.5-2-2L6 8 1.5 3.5z",
  warning: "M8 1l7.5 14H.5zM7 6v4h2V6zM7 11.5v2h2v-2z",
};

/** @param {Mark} mark */
function shapeOf(mark) {
  if (mark.kind === "deciding") return mark.tone ?? "decided";
  return mark.kind;
}

/** The classes that carry a mark's kind and tone to the style sheet. */
export function markClass(/** @type {Mark} */ mark) {
  return mark.tone ? `pe-${mark.kind} pe-${mark.tone}` : `pe-${mark.kind}`;
}

/** A mark's shape as an SVG element, for the gutter and for tooltips. */
export function drawGlyph(/** @type {Mark} */ mark) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `pe-glyph ${markClass(mark)}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[shapeOf(mark)] ?? PATHS.decided);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

/** The gutter's cell on the first line of a mark. */
export class Glyph extends GutterMarker {
  constructor(/** @type {Mark} */ mark) {
    super();
    this.mark = mark;
  }

  /** @param {Glyph} other */
  eq(other) {
    return markClass(other.mark) === markClass(this.mark);
  }

  toDOM() {
    return drawGlyph(this.mark);
  }
}
