const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 does not allow, and what reorders text
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Any text as XML character data or attribute value; characters that XML can't carry become `\ufffd`. */
export function escapeXml(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replace(loneSurrogate, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A coordinate with one decimal at most, so that pictures are short and the same everywhere. */
export function coordinate(value: number): string {
  const rounded = Math.round(value * 10) / 10
  return String(rounded === 0 ? 0 : rounded)
}
