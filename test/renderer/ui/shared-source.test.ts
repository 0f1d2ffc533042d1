import { expect, it } from 'vitest'
import { sharedSource } from '../../../renderer/ui/shared-source.ts'

it.each([
  ['says once what all have', ['ours', 'ours; half the disk'], { shared: 'ours', rest: ['', 'half the disk'] }],
  ['leaves different ones whole', ['ours', 'theirs'], { shared: '', rest: ['ours', 'theirs'] }],
  ['leaves a longer word alone', ['ours', 'ourselves'], { shared: '', rest: ['ours', 'ourselves'] }],
  ['leaves a single one alone', ['ours'], { shared: '', rest: ['ours'] }],
  ['has nothing to say of none', [], { shared: '', rest: [] }],
])('%s', (_, sources, expected) => expect(sharedSource(sources)).toEqual(expected))
