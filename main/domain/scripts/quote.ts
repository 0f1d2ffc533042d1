/**
 * Texts of an inventory inside PowerShell. A value only ever stands in a single-quoted literal, where nothing is expanded;
 * PowerShell ends such a literal at the typographic single quotes as well, so all of them are doubled.
 */
export const quote = (text: string): string => `'${text.replaceAll('\0', '').replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`

/** One line for a comment: line ends and other control characters become blanks, so that nothing leaves the comment. */
export const comment = (text: string): string =>
  `# ${text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not reach the script
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .trimEnd()}`

export const comments = (...lines: readonly string[]): string => lines.map(comment).join('\n')

/** `@('a', 'b')`: stays an array with one element or none. */
export const quoteList = (texts: readonly string[]): string => `@(${texts.map(quote).join(', ')})`

/** A whole number as PowerShell writes it. */
export const integer = (value: number): string => String(Math.trunc(value))

/** `@{ Name = 'a'; Size = 4 }` from ready-made right sides. */
export const table = (entries: Readonly<Record<string, string>>): string =>
  `@{ ${Object.entries(entries)
    .map(([key, value]) => `${key} = ${value}`)
    .join('; ')} }`

/** A file name for Windows and everything else. */
export const safeFileName = (text: string): string => text.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)
