import { describe, expect, it } from 'vitest'
import { type PaletteEntry, score, search } from '../../../../renderer/features/palette/palette-search.ts'

const entry = (caption: string, group: PaletteEntry['group'] = 'commands'): PaletteEntry => ({
  id: caption,
  group,
  caption,
  hint: '',
  key: null,
  reason: null,
  run: () => undefined,
})

describe('search', () => {
  const entries = [entry('Copy rows'), entry('Getting Started'), entry('Open lab'), entry('Open sample lab'), entry('Overview', 'places')]
  it.each([
    ['open', ['Open lab', 'Open sample lab']],
    ['lab', ['Open lab', 'Open sample lab']],
    ['gs', ['Getting Started']],
    ['over', ['Overview']],
    ['zzz', []],
  ])('%s finds %o', (typed, found) => expect(search(entries, typed).map((one) => one.caption)).toEqual(found))

  it('offers everything before anything is typed', () => expect(search(entries, '')).toHaveLength(entries.length))
  it('prefers the start of the caption', () => expect(score('Open lab', 'open')!).toBeGreaterThan(score('Reopen', 'open')!))
})
