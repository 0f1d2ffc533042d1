import type { Verdict } from '../../preload/contract/common.ts'
import type { Tone } from './status-word.tsx'

export const verdictWords: Record<Verdict, { tone: Tone; word: string }> = {
  ready: { tone: 'success', word: 'Ready' },
  warnings: { tone: 'warning', word: 'Ready with warnings' },
  'not-ready': { tone: 'blocked', word: 'Not ready' },
  unknown: { tone: 'unknown', word: 'Unknown' },
}
