/** Size units; all 1,024-based. VMM writes "GB" and means 2^30 bytes. */
const powers: Record<string, number> = { B: 0, K: 1, M: 2, G: 3, T: 4, P: 5 }

export const isUnit = (word: string): boolean => /^(?:B|[KMGTP]i?B?)$/iu.test(word)

/** Bytes of "16GB", "1.5 TiB", "0"; null when it is no size; `unit: false` when the unit is missing. */
export const parseSize = (text: string): { bytes: number; unit: boolean } | null => {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s*(B|[KMGTP]i?B?)?$/iu.exec(text)
  if (!match) return null
  const figure = Number(match[1])
  if (match[2] === undefined) return { bytes: figure, unit: figure === 0 }
  return { bytes: Math.round(figure * 1024 ** powers[match[2][0]!.toUpperCase()]!), unit: true }
}

const timeUnits: Record<string, number> = { MIN: 60_000, H: 3_600_000, D: 86_400_000 }

/** Milliseconds of "24h", "7 d", "30min", "0"; null when it is no length of time; `unit: false` when the unit is missing. */
export const parseDuration = (text: string): { ms: number; unit: boolean } | null => {
  const match = /^(\d{1,9}(?:\.\d{1,9})?)\s*(min|h|d)?$/iu.exec(text)
  if (!match) return null
  const figure = Number(match[1])
  if (match[2] === undefined) return { ms: figure, unit: figure === 0 }
  return { ms: Math.round(figure * timeUnits[match[2].toUpperCase()]!), unit: true }
}

export const parseNumber = (text: string): number | null => (/^-?\d{1,15}(?:\.\d{1,9})?$/u.test(text) ? Number(text) : null)
