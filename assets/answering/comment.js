// A comment and whether it may be quoted are one value, so that leave given for one text never passes to another. In the
// page it is a string, which can be compared; on the line {text, quote}. Without text there is nothing to quote.

export function packed(text, quote) {
  return text.trim() ? JSON.stringify({ text, quote: Boolean(quote) }) : "";
}

// A tab may still keep what a page from before the tick put there: text alone.
export function unpacked(value) {
  if (!value) return { text: "", quote: false };
  try {
    const { text, quote } = JSON.parse(value);
    if (typeof text === "string") return { text, quote: quote === true };
  } catch (error) {
    // Text alone.
  }
  return { text: value, quote: false };
}
