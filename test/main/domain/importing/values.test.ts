import { describe, expect, it } from 'vitest'
import { osTraits } from '../../../../main/domain/importing/os-names.ts'
import * as v from '../../../../main/domain/importing/values.ts'

const context = { separator: ',', unit: 'mb' } as const
const utc = Date.UTC

describe('cells', () => {
  it.each<[string, number | null]>([
    ['True', 1],
    ['FALSE', 0],
    ['Wahr', 1],
    ['Falsch', 0],
    ['vrai', 1],
    ['0', 0],
    ['maybe', null],
  ])('flag %s', (text, expected) => {
    const value = v.flag(text, context)
    expect(v.isBad(value) ? null : value).toBe(expected)
  })

  it.each<[string, number | null]>([
    ['2016-05-12T14:05:00Z', utc(2016, 4, 12, 14, 5)],
    ['2016-05-12T14:05:00.1234567+02:00', utc(2016, 4, 12, 12, 5, 0, 123)],
    ['2016-05-12', utc(2016, 4, 12)],
    ['2016-05-12 14:05:00', utc(2016, 4, 12, 14, 5)],
    ['12.05.2016 14:05:00', utc(2016, 4, 12, 14, 5)],
    ['5/12/2016 2:05:00 PM', utc(2016, 4, 12, 14, 5)],
    ['5/12/2016 12:05:00 AM', utc(2016, 4, 12, 0, 5)],
    ['12/05/2016 14:05:00', utc(2016, 4, 12, 14, 5)],
    ['12/25/2016 14:05:00', utc(2016, 11, 25, 14, 5)],
    ['25/12/2016 2:05:00 PM', utc(2016, 11, 25, 14, 5)],
    ['/Date(1463061900000)/', 1463061900000],
    ['31.02.2016', null],
    ['yesterday', null],
    ['2016-05-12T25:00:00', null],
  ])('instant %s', (text, expected) => {
    const value = v.instant(text, context)
    expect(v.isBad(value) ? null : value).toBe(expected)
  })

  it.each<[string, string | null | undefined]>([
    ['{DE0C3EA2-23D5-481F-B9DE-113E374D22D9}', 'de0c3ea2-23d5-481f-b9de-113e374d22d9'],
    ['de0c3ea223d5481fb9de113e374d22d9', 'de0c3ea2-23d5-481f-b9de-113e374d22d9'],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['not-a-guid', null],
  ])('guid %s', (text, expected) => {
    const value = v.guid(text, context)
    expect(v.isBad(value) ? null : value).toBe(expected)
  })

  it('reads MAC and IP addresses in the forms that VMM prints', () => {
    expect(v.macAddress('00-15-5d-01-0a-2f', context)).toBe('00:15:5D:01:0A:2F')
    expect(v.macAddress('000000000000', context)).toBeUndefined()
    expect(v.addresses('{10.1.1.5, fe80::1}', context)).toBe('["10.1.1.5","fe80::1"]')
    expect(v.addresses('System.String[]', context)).toBeUndefined()
    for (const wrong of ['n/a', '10.0.0.300', '256.1.1.1', '10.0.0', '1.2.3.4.5']) expect(v.isBad(v.addresses(wrong, context))).toBe(true)
    expect(v.addresses('10.0.0.255;192.168.001.1', context)).toBe('["10.0.0.255","192.168.001.1"]')
  })

  it('takes type names for nothing', () => {
    expect(v.text('Microsoft.SystemCenter.VirtualMachineManager.Cloud', context)).toBeUndefined()
    expect(v.text('Microsoft SQL Server box', context)).toBe('Microsoft SQL Server box')
  })
})

describe('osTraits', () => {
  it.each<[string, string | null, string | null]>([
    ['Windows Server 2012 R2 Standard', 'windows', 'x64'],
    ['64-bit edition of Windows Server 2008 Standard', 'windows', 'x64'],
    ['Windows Server 2008 R2 Enterprise', 'windows', 'x64'],
    ['Windows Server 2008 Standard 32-Bit', 'windows', 'x86'],
    ['Windows Server 2003 Standard Edition (32-bit x86)', 'windows', 'x86'],
    ['Windows Server 2003 Enterprise x64 Edition', 'windows', 'x64'],
    ['Windows 7', 'windows', null],
    ['Red Hat Enterprise Linux 7 (64 bit)', 'linux', 'x64'],
    ['CentOS Linux 6 (32 bit)', 'linux', 'x86'],
    ['SUSE Linux Enterprise Server 11', 'linux', null],
    ['Other Linux (64 bit)', 'linux', 'x64'],
    ['Unknown', null, null],
    ['Other (32 bit)', null, 'x86'],
    ['Solaris 10 (64 bit)', null, 'x64'],
  ])('%s', (name, family, architecture) => {
    expect(osTraits(name)).toEqual({ family, architecture })
  })
})
