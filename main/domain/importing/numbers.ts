/**
 * Numbers as PowerShell and Excel write them in different countries. The rule looks at one cell and the file's separator
 * only, so the order of rows never changes a value.
 *
 * | cell       | whole numbers (MB, bytes, counts) | decimals (GB), separator `;` | decimals (GB), `,` or tab |
 * |------------|-----------------------------------|------------------------------|---------------------------|
 * | 32,5       | 32.5                              | 32.5                         | 32.5                      |
 * | 32.5       | 32.5                              | 32.5                         | 32.5                      |
 * | 16,384     | 16384                             | 16.384                       | 16384                     |
 * | 16.384     | 16384                             | 16.384                       | 16.384                    |
 * | 1.024,5    | 1024.5                            | 1024.5                       | 1024.5                    |
 * | 1,024.5    | 1024.5                            | 1024.5                       | 1024.5                    |
 * | 1.048.576  | 1048576                           | 1048576                      | 1048576                   |
 *
 * A list separator `;` goes with a decimal comma in Windows' regional settings; a lone point is never read as grouping in
 * a GB column because VMM's own scripts divide by 1024 and print exact fractions such as 1.125.
 */
export const parseNumber = (text: string, kind: 'whole' | 'decimal', separator: string): number | null => {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const plain = text.replaceAll(/[\s\u00a0\u202f']/g, '')
  if (/^[+-]?\d+$/.test(plain)) return Number(plain)
  if (/^[+-]?\d+(\.\d+)?E[+-]?\d+$/i.test(plain)) return Number(plain)
  const match = /^([+-]?)(\d[\d.,]*)$/.exec(plain)
  const digits = match?.[2]
  if (!match || digits === undefined) return null
  const decimal = decimalMark(digits, kind, separator)
  if (decimal === null) return null
  const [whole = '', fraction = ''] = decimal === '' ? [digits] : splitLast(digits, decimal)
  const grouped = whole.split(/[.,]/)
  if (grouped.length > 1 && (grouped[0] === '' || grouped.some((group, i) => (i === 0 ? group.length > 3 : group.length !== 3))))
    return null
  if (fraction !== '' && !/^\d+$/.test(fraction)) return null
  if (decimal !== '' && fraction === '') return null
  return Number(`${match[1]}${grouped.join('')}.${fraction === '' ? '0' : fraction}`)
}

/** '' = every mark groups; null = no reading fits. */
const decimalMark = (digits: string, kind: 'whole' | 'decimal', separator: string): '.' | ',' | '' | null => {
  const points = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (points > 0 && commas > 0) {
    const last = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
    return (last === '.' ? points : commas) === 1 ? last : null
  }
  if (points + commas > 1) return ''
  const mark = points === 1 ? '.' : ','
  const [before = '', after = ''] = digits.split(mark)
  const couldGroup = after.length === 3 && before.length <= 3 && before !== '0'
  if (!couldGroup) return mark
  if (kind === 'whole') return ''
  if (mark === '.') return '.'
  return separator === ';' ? ',' : ''
}

const splitLast = (digits: string, mark: string): [string, string] => {
  const at = digits.lastIndexOf(mark)
  return [digits.slice(0, at), digits.slice(at + 1)]
}

/** "GB" in VMM files means 2^30 bytes. */
export const unitBytes = { b: 1, bytes: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 } as const
export type Unit = keyof typeof unitBytes

/** A size with an optional unit of its own ("127 GB"), else in `unit`; null when it isn't one. Whole bytes, rounded. */
export const parseSize = (text: string, unit: Unit, separator: string): number | null => {
  if (unit === 'bytes' && /^\d{1,15}$/.test(text)) return Number(text)
  const match = /^(.*?)\s*([kmgt]i?b|bytes|b)?$/i.exec(text.trim())
  const own = match?.[2]?.toLowerCase().replace('i', '') as Unit | undefined
  const actual = own ?? unit
  const number = parseNumber(match?.[1] ?? '', actual === 'gb' || actual === 'tb' ? 'decimal' : 'whole', separator)
  if (number === null || number < 0) return null
  const bytes = Math.round(number * unitBytes[actual])
  return Number.isSafeInteger(bytes) ? bytes : null
}
