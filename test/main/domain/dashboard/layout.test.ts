import { expect, test } from 'vitest'
import { ownLayout, presentLayout, type TileForm } from '../../../../main/domain/dashboard/layout.ts'

const catalogue: TileForm[] = [
  { id: 'a', sizes: ['M', 'S'] },
  { id: 'b', sizes: ['S'] },
  { id: 'c', sizes: ['L', 'M'] },
]
const at = (id: string, size: 'S' | 'M' | 'L' | 'W', name: string | null = null) => ({ id, size, name })
const own = ownLayout(catalogue)

test.each([
  ['nothing kept: every tile in its own size', null, own],
  [
    'as it was kept, with names',
    { tiles: [at('c', 'M', 'Mine'), at('a', 'S')], known: ['a', 'b', 'c'] },
    [at('c', 'M', 'Mine'), at('a', 'S')],
  ],
  ['everything hidden stays hidden', { tiles: [], known: ['a', 'b', 'c'] }, []],
  ['a tile that is gone is left out', { tiles: [at('x', 'S'), at('b', 'S')], known: ['x', 'a', 'b', 'c'] }, [at('b', 'S')]],
  ['a size that a tile no longer has', { tiles: [at('b', 'W')], known: ['a', 'b', 'c'] }, [at('b', 'S')]],
  ['a tile twice counts once', { tiles: [at('b', 'S'), at('b', 'S')], known: ['a', 'b', 'c'] }, [at('b', 'S')]],
  ['tiles that came later stand at the end', { tiles: [at('b', 'S')], known: ['b'] }, [at('b', 'S'), at('a', 'M'), at('c', 'L')]],
] as const)('%s', (_, kept, shown) => expect(presentLayout(kept, catalogue)).toEqual(shown))
