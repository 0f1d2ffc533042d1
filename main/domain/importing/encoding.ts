export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface EncodingGuess {
  readonly encoding: TextEncodingName
  /** Bytes of the byte order mark; 0 when there is none. */
  readonly bom: number
}

/**
 * From the first bytes of a file. Without a mark, UTF-16 shows by zero bytes on one side only (headings are ASCII);
 * everything else is UTF-8 until a byte sequence says otherwise, which the reader of the whole file finds out.
 */
export const guessEncoding = (head: Uint8Array): EncodingGuess => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 }
  const length = Math.min(head.length, 512) & ~1
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  const pairs = length / 2
  if (pairs >= 2 && odd > pairs * 0.7 && even === 0) return { encoding: 'utf-16le', bom: 0 }
  if (pairs >= 2 && even > pairs * 0.7 && odd === 0) return { encoding: 'utf-16be', bom: 0 }
  return { encoding: 'utf-8', bom: 0 }
}

/** How a result names the encoding. */
export const encodingLabel = (guess: EncodingGuess): string => {
  const name = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16LE', 'utf-16be': 'UTF-16BE', 'windows-1252': 'Windows-1252' }[guess.encoding]
  return guess.bom > 0 ? `${name} with BOM` : name
}

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters; five places are empty in both. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Latin-1 text as the Windows-1252 that it is; by hand because runtimes disagree on what their decoder does here. */
export const windows1252 = (latin1: string): string => latin1.replaceAll(/[\u0080-\u009f]/g, (c) => upper[c.charCodeAt(0) - 0x80] ?? c)
