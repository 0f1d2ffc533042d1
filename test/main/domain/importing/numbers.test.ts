import { describe, expect, it } from 'vitest'
import { parseNumber, parseSize } from '../../../../main/domain/importing/numbers.ts'

describe('parseNumber', () => {
  it.each<[string, 'whole' | 'decimal', string, number | null]>([
    ['32,5', 'decimal', ',', 32.5],
    ['32,5', 'decimal', ';', 32.5],
    ['32.5', 'decimal', ';', 32.5],
    ['16,384', 'whole', ',', 16384],
    ['16,384', 'whole', ';', 16384],
    ['16.384', 'whole', ';', 16384],
    ['16,384', 'decimal', ';', 16.384],
    ['16,384', 'decimal', ',', 16384],
    ['16,384', 'decimal', '\t', 16384],
    ['16.384', 'decimal', ';', 16.384],
    ['1.125', 'decimal', ',', 1.125],
    ['1.024,5', 'decimal', ',', 1024.5],
    ['1,024.5', 'decimal', ';', 1024.5],
    ['1.048.576', 'whole', ',', 1048576],
    ['1 048 576', 'whole', ';', 1048576],
    ['1\u00a0048\u202f576', 'whole', ';', 1048576],
    ["1'048'576", 'whole', ';', 1048576],
    ['0,125', 'whole', ';', 0.125],
    ['0.125', 'decimal', ',', 0.125],
    ['-5', 'whole', ',', -5],
    ['1.5E+3', 'decimal', ',', 1500],
    ['1,23,4', 'decimal', ',', null],
    ['1.024,5.3', 'decimal', ',', null],
    ['12,', 'decimal', ',', null],
    [',5', 'decimal', ';', null],
    ['abc', 'whole', ',', null],
    ['', 'whole', ',', null],
  ])('%s as %s with separator %j is %s', (text, kind, separator, expected) => {
    expect(parseNumber(text, kind, separator)).toBe(expected)
  })
})

describe('parseSize', () => {
  it.each<[string, 'mb' | 'gb' | 'bytes', string, number | null]>([
    ['4096', 'mb', ',', 4096 * 2 ** 20],
    ['16,384', 'mb', ',', 16384 * 2 ** 20],
    ['0.5', 'gb', ',', 2 ** 29],
    ['0,5', 'gb', ';', 2 ** 29],
    ['127 GB', 'mb', ',', 127 * 2 ** 30],
    ['1.5 TB', 'gb', ',', 1.5 * 2 ** 40],
    ['127 GiB', 'mb', ',', 127 * 2 ** 30],
    ['136365211648', 'bytes', ',', 136365211648],
    ['-1', 'gb', ',', null],
    ['2 gigs', 'mb', ',', null],
    ['99999999999', 'gb', ',', null],
  ])('%s in %s with separator %j is %s bytes', (text, unit, separator, expected) => {
    expect(parseSize(text, unit, separator)).toBe(expected)
  })
})
