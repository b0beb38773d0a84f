// The data of a file: JSON, compressed and written as characters of seven bits; printable.py says how.
(function (root) {
  "use strict";
  const search = (root.MinutesSearch = root.MinutesSearch || {});

  const STAND_INS = { "¡": 0, "¢": 10, "£": 13, "¤": 34, "¥": 92 };

  function readPrintable(text) {
    const bytes = new Uint8Array((text.length * 7) >> 3);
    let held = 0;
    let bits = 0;
    let place = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      held |= (code < 128 ? code : STAND_INS[text[i]]) << bits;
      bits += 7;
      if (bits > 7) {
        bytes[place++] = held;
        held >>= 8;
        bits -= 8;
      }
    }
    return bytes;
  }

  // Promises what was packed. Browsers have the decompression since the spring of 2023.
  search.unpacked = (text) =>
    new Response(
      new Blob([readPrintable(text)]).stream().pipeThrough(new DecompressionStream("deflate")),
    ).json();
})(globalThis);
