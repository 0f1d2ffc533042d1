import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvReader, RecordTooLong } from '../../../../main/domain/importing/csv-reader.ts'

const readAll = (text: string, separator = ',', chunk = text.length || 1) => {
  const reader = new CsvReader(separator, 1, 10_000)
  const out = []
  for (let i = 0; i < text.length; i += chunk) out.push(...reader.write(text.slice(i, i + chunk)))
  return [...out, ...reader.finish()]
}

const cellText = fc.string({ unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\t', '\n', '\r\n', ' ', '\r', '1'), maxLength: 8 })
const table = fc.array(fc.array(cellText, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
const breaks = (text: string): number => (text.match(/\r\n|\n|\r/g) ?? []).length

describe('CsvReader', () => {
  it('agrees with csv-parse, however the text is cut into pieces', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 7 }),
        (rows, separator, end, chunk) => {
          const text = rows.map((row) => row.map(quote).join(separator) + end).join('')
          const cells = readAll(text, separator, chunk).map((record) => record.cells)
          expect(cells).toEqual(parse(text, { delimiter: separator, relax_column_count: true }))
        },
      ),
    )
  })

  it('tells the physical line and the original text of every record', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 7 }), (rows, end, chunk) => {
        const raws = rows.map((row) => row.map(quote).join(','))
        let line = 1
        const expected = raws.map((raw) => {
          const at = { raw, line }
          line += breaks(raw) + 1
          return at
        })
        expect(readAll(raws.join(end), ',', chunk).map(({ raw, line: at }) => ({ raw, line: at }))).toEqual(expected)
      }),
    )
  })

  it('counts blank lines and a quoted CRLF as one line each', () => {
    expect(readAll('a,b\r\n\r\n"x\r\ny",1\r\n\r\nz,2\r\n').map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['a', 'b']],
      [3, ['x\r\ny', '1']],
      [6, ['z', '2']],
    ])
  })

  it('marks a row with text after a closing quote and goes on with the next', () => {
    const [bad, good] = readAll('"bad"q,3\nok,4\n')
    expect(bad?.fault).toBe('quote')
    expect(good).toMatchObject({ cells: ['ok', '4'], fault: null, line: 2 })
  })

  it('marks a file that ends inside a quoted cell', () => {
    expect(readAll('a,b\n1,"cut o').at(-1)).toMatchObject({ fault: 'open', line: 2 })
    expect(readAll('a,b\n1,"whole"').at(-1)).toMatchObject({ fault: null, cells: ['1', 'whole'] })
  })

  it('gives up on a record that grows too long', () => {
    expect(() => readAll(`a,b\n${'x'.repeat(20_000)}`, ',', 1000)).toThrow(RecordTooLong)
    expect(() => readAll(`a,b\n"${'x\n'.repeat(10_000)}`, ',', 1000)).toThrow(RecordTooLong)
  })
})
