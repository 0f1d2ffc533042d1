import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeCard } from '../../../../renderer/features/tour/place-card.ts'

const card = { width: 340, height: 200 }
const window = { width: 1280, height: 800 }

describe('placeCard', () => {
  it.each([
    ['beside a pane at the left', { left: 0, top: 150, width: 240, height: 460 }, { left: 252, top: 150 }],
    ['below a field at the top right', { left: 1040, top: 32, width: 232, height: 28 }, { left: 932, top: 72 }],
    ['above a pane at the bottom', { left: 244, top: 515, width: 1036, height: 260 }, { left: 244, top: 303 }],
    ['in the middle when nothing is there', null, { left: 470, top: 300 }],
  ])('stands %s', (_, target, expected) => expect(placeCard(target, card, window)).toEqual(expected))

  it('never leaves the window', () => {
    const length = fc.integer({ min: 0, max: 1280 })
    fc.assert(
      fc.property(length, length, length, length, (left, top, width, height) => {
        const at = placeCard({ left, top, width, height }, card, window)
        return at.left >= 8 && at.top >= 8 && at.left + card.width <= 1272 && at.top + card.height <= 792
      }),
    )
  })
})
