export type WizardKey = 'next' | 'previous' | 'finish' | 'save' | 'script' | null

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** What the element with the focus does with Enter itself. */
const ownsEnter =
  'button, a[href], select, textarea, summary, [role="grid"], [role="grid"] *, [role="combobox"], [data-enter="own"], [data-enter="own"] *'

/**
 * What a key means to a wizard, or null when it is the page's own.
 * Letters go by `code` with Alt, because Alt+letter types a sign on some layouts.
 */
export const wizardKey = (press: KeyPress, target: { matches(selector: string): boolean } | null): WizardKey => {
  const command = press.ctrlKey || press.metaKey
  if (press.altKey && !command && !press.shiftKey) {
    if (press.code === 'KeyN') return 'next'
    if (press.code === 'KeyB') return 'previous'
    if (press.code === 'KeyF') return 'finish'
    return null
  }
  if (command && !press.altKey) {
    if (press.code === 'KeyS' && !press.shiftKey) return 'save'
    if (press.code === 'KeyV' && press.shiftKey) return 'script'
    return null
  }
  if (press.key === 'Enter' && !press.altKey && !press.shiftKey && !command && !target?.matches(ownsEnter)) return 'next'
  return null
}
