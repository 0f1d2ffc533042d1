import type { FocusTarget } from './wizard-store.ts'

const focusable = 'input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]), [tabindex="0"]'

/**
 * The element that carries a field's name: `<div data-field="proxy.port">`; for an entry of a list ("clouds.2") without one
 * of its own, the list's.
 */
const holderOf = (root: ParentNode, fields: readonly string[]): HTMLElement | null => {
  const wanted = new Set<string>()
  const holders = [...root.querySelectorAll<HTMLElement>('[data-field]')].filter((h) => h.getClientRects().length > 0)
  const names = new Set(holders.map((h) => h.dataset.field ?? ''))
  for (const field of fields) {
    const parts = field.split('.')
    while (parts.length > 0 && !names.has(parts.join('.'))) parts.pop()
    if (parts.length > 0) wanted.add(parts.join('.'))
  }
  // Document order, not the order of the faults: "first" is what a person sees first.
  return holders.find((h) => wanted.has(h.dataset.field ?? '')) ?? null
}

/** Moves the focus inside the wizard; a field that is not on the page leaves it on the error summary. */
export const moveFocus = (root: HTMLElement, target: FocusTarget): void => {
  const go = (selector: string): boolean => {
    const element = root.querySelector<HTMLElement>(selector)
    element?.focus()
    return element !== null
  }
  if (target.to === 'field') {
    const holder = holderOf(root, target.fields)
    const input = holder?.matches(focusable) ? holder : holder?.querySelector<HTMLElement>(focusable)
    if (input) {
      input.focus()
      input.scrollIntoView({ block: 'nearest' })
      return
    }
    if (go('[data-wizard-summary]')) return
  } else if (target.to === 'summary' && go('[data-wizard-summary]')) return
  else if (target.to === 'failure' && go('[data-wizard-failure]')) return
  go('[data-wizard-heading]')
}

/**
 * When the focused control goes away (a Fix button whose fault is mended, a removed card), the browser drops the focus on the
 * body, and the wizard's keys with it. This puts it back on the page's heading. Returns the way to stop.
 */
export const keepFocusInside = (root: HTMLElement): (() => void) => {
  const observer = new MutationObserver(() => {
    if (document.activeElement === null || document.activeElement === document.body) moveFocus(root, { to: 'heading' })
  })
  observer.observe(root, { childList: true, subtree: true })
  return () => observer.disconnect()
}
