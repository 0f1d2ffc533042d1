/** A cell as Export-Csv writes it: always quoted. */
export const quoted = (value: string): string => `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`

/** A cell that is quoted only when it must be. */
export const cell = (value: string, separator: string): string =>
  value.includes(separator) || /["\r\n]/.test(value) || value !== value.trim() ? quoted(value) : value

export const quotedRow = (values: readonly string[], separator = ','): string => values.map(quoted).join(separator)

export const plainRow = (values: readonly string[], separator: string): string =>
  values.map((value) => cell(value, separator)).join(separator)
