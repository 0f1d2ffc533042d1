import { describe, expect, it } from 'vitest'
import { typedText, typedValue } from '../../../../renderer/features/inventory/typed-value.ts'

const GIB = 1024 ** 3

describe('typedValue', () => {
  it.each([
    ['  ', 'bytes', { value: null }],
    ['2', 'bytes', { value: 2 * GIB }],
    ['1,5 GiB', 'bytes', { value: 1.5 * GIB }],
    ['0.1gib', 'bytes', { value: 107374182 }],
    ['two', 'bytes', { fault: 'Enter a number.' }],
    ['Infinity', 'count', { fault: 'Enter a number.' }],
    ['7', 'count', { value: 7 }],
    ['12,5', 'percent', { value: 12.5 }],
    ['Yes', 'yesNo', { value: 1 }],
    ['TRUE', 'yesNo', { value: 1 }],
    ['no', 'yesNo', { value: 0 }],
    ['0', 'yesNo', { value: 0 }],
    ['maybe', 'yesNo', { fault: 'Enter Yes or No.' }],
    [' WEB01 ', 'text', { value: 'WEB01' }],
  ] as const)('reads %j as %s', (text, format, expected) => {
    expect(typedValue(text, format)).toEqual(expected)
  })

  it.each([
    ['bytes', 3.25 * GIB],
    ['count', 4],
    ['percent', 12.5],
    ['yesNo', 1],
    ['yesNo', 0],
    ['text', 'WEB01'],
    ['bytes', null],
  ] as const)('reads back what stood in the field: %s %j', (format, value) => {
    expect(typedValue(typedText({ format, value }), format)).toEqual({ value })
  })
})
