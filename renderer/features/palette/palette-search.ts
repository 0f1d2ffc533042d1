export type PaletteGroup = 'commands' | 'places' | 'machines'

/** One thing that the palette can do: a command, a place, a machine. */
export interface PaletteEntry {
  id: string
  group: PaletteGroup
  caption: string
  hint: string
  key: string | null
  /** Why it cannot be done now, or null. */
  reason: string | null
  run: () => void
}

/**
 * How well a caption answers to what was typed; null = not at all. The start of the caption counts most, then the start
 * of a word, then anywhere; then the letters in their order ("gs" finds "Getting Started").
 */
export const score = (caption: string, typed: string): number | null => {
  const text = caption.toLowerCase()
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return 0
  if (text.startsWith(wanted)) return 100 - text.length / 1000
  if (text.includes(` ${wanted}`)) return 80 - text.length / 1000
  if (text.includes(wanted)) return 60 - text.length / 1000
  const initials = text
    .split(/\s+/)
    .map((word) => word[0])
    .join('')
  return initials.startsWith(wanted) && wanted.length > 1 ? 50 : null
}

/** Entries that answer to what was typed, best first, groups together. */
export const search = (entries: readonly PaletteEntry[], typed: string, limit = 50): PaletteEntry[] => {
  const order: PaletteGroup[] = ['commands', 'places', 'machines']
  return entries
    .map((entry) => ({ entry, score: score(entry.caption, typed) }))
    .filter((found): found is { entry: PaletteEntry; score: number } => found.score !== null)
    .sort((a, b) => order.indexOf(a.entry.group) - order.indexOf(b.entry.group) || b.score - a.score)
    .slice(0, limit)
    .map(({ entry }) => entry)
}
