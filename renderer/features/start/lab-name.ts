import { t } from '../../../preload/contract/words.ts'

const longest = 80

/** What stands against a name for a lab, without the blanks around it; null = nothing. */
export const labNameFault = (trimmed: string): string | null => {
  if (trimmed === '') return t('Enter Lab name.')
  return trimmed.length > longest ? t('Use 1 to 80 characters; this has {trimmed}.', { trimmed: trimmed.length }) : null
}
