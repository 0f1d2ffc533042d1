import type { Verdict } from '../../preload/contract/common.ts'
import { t } from '../../preload/contract/words.ts'
import type { Tone } from './status-word.tsx'

export const verdictWords: Record<Verdict, { tone: Tone; word: string }> = {
  ready: { tone: 'success', word: t('Ready') },
  warnings: { tone: 'warning', word: t('Ready with warnings') },
  'not-ready': { tone: 'blocked', word: t('Not ready') },
  unknown: { tone: 'unknown', word: t('Unknown') },
}

/** For narrow columns. */
export const shortVerdictWords: typeof verdictWords = { ...verdictWords, warnings: { tone: 'warning', word: t('Warnings') } }
