export interface Box {
  left: number
  top: number
  width: number
  height: number
}

const gap = 12
const edge = 8

const clamp = (value: number, max: number): number => Math.max(edge, Math.min(value, max - edge))

/**
 * Where a card of a size goes so that it stands beside what it explains and never leaves the window, in pixels: right,
 * below, above, left, in this order; where nothing fits, inside at the bottom; without a target, in the middle.
 */
export const placeCard = (
  target: Box | null,
  card: { width: number; height: number },
  window: { width: number; height: number },
): { left: number; top: number } => {
  const { width, height } = card
  const at = (left: number, top: number): { left: number; top: number } => ({
    left: clamp(left, window.width - width),
    top: clamp(top, window.height - height),
  })
  if (!target) return at((window.width - width) / 2, (window.height - height) / 2)
  const right = target.left + target.width
  const bottom = target.top + target.height
  if (right + gap + width + edge <= window.width) return at(right + gap, target.top)
  if (bottom + gap + height + edge <= window.height) return at(target.left, bottom + gap)
  if (target.top - gap - height - edge >= 0) return at(target.left, target.top - gap - height)
  if (target.left - gap - width - edge >= 0) return at(target.left - gap - width, target.top)
  return at(right - width - gap, bottom - height - gap)
}
