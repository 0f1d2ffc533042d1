/** Tidy text for people: columns as wide as their longest cell, figures to the right. */
export type Cell = string | number | null

const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters of a name must not reach the terminal
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '·')

const show = (cell: Cell): string =>
  cell === null || cell === '' ? '-' : typeof cell === 'number' ? cell.toLocaleString('en-US') : printable(cell)

export const tableText = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const texts = rows.map((row) => row.map(show))
  const widths = heads.map((head, n) => texts.reduce((widest, row) => Math.max(widest, row[n]?.length ?? 0), head.length))
  const right = heads.map((_, n) => rows.length > 0 && rows.every((row) => typeof row[n] === 'number' || row[n] === null))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, n) => (right[n] ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...texts.map(line)].join('\n')
}

export const bytesText = (bytes: number | null): string => {
  if (bytes === null) return '-'
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value.toLocaleString('en-US', { maximumFractionDigits: unit === 0 ? 0 : 1, minimumFractionDigits: unit === 0 ? 0 : 1 })} ${units[unit]}`
}
export { printable }
