import { useEffect } from 'react'
import { keyName } from '../keys.ts'
import type { RootStore } from '../root-store.ts'

/** The panes that F6 walks, in the order of the focus. */
const panes = ['ribbon', 'navigation', 'workspaces', 'content', 'details', 'jobs', 'status']

const focusables = 'button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), select, [tabindex="0"], a[href]'

const cyclePane = (by: number): void => {
  const shown = panes.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-pane="${name}"]`)])
  const here = shown.findIndex((pane) => pane.contains(document.activeElement))
  // A pane may stand inside of another (details inside of content): the innermost counts.
  const inner = shown.findLastIndex((pane) => pane.contains(document.activeElement))
  const from = Math.max(here, inner)
  for (let step = 1; step <= shown.length; step++) {
    const pane = shown[(((from + by * step) % shown.length) + shown.length) % shown.length]
    const target =
      pane?.querySelector<HTMLElement>('[role="grid"]') ??
      pane?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]') ??
      pane?.querySelector<HTMLElement>(focusables)
    if (target) {
      target.focus()
      return
    }
  }
}

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  // nobody types into a box that is ticked
  !(target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type))

/** Keys that work wherever the focus is; while a dialog is open only the dialog's own keys do. */
export const useFrameKeys = (root: RootStore): void => {
  useEffect(() => {
    const mac = root.info.platform === 'darwin'
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || root.dialog !== null || event.isComposing) return
      const key = keyName(event, mac)
      if (key === 'F6' || key === 'Shift+F6') {
        event.preventDefault()
        cyclePane(key === 'F6' ? 1 : -1)
        return
      }
      if ((key === 'Ctrl+PageDown' || key === 'Ctrl+PageUp') && root.activeList) {
        event.preventDefault()
        root.activeList.stepTab(key === 'Ctrl+PageDown' ? 1 : -1)
        return
      }
      const command = root.commands.all.find((candidate) => candidate.key === key)
      if (!command) return
      // Alt+Left and Alt+Right move words in some text fields.
      if (inText(event.target) && key.startsWith('Alt+')) return
      event.preventDefault()
      root.commands.run(command.id)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [root])
}
