/** The part of a keyboard event that says which key it was. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const names: Record<string, string> = { ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down', ' ': 'Space', '+': '=' }

/**
 * The key as commands write it: "Ctrl+Shift+S". On macOS Cmd stands for Ctrl. Letters and digits are read from the
 * character, so that other keyboard layouts work; a shifted digit or sign is read from its key cap.
 */
export const keyName = (press: KeyPress, mac: boolean): string => {
  const main = mac ? press.metaKey : press.ctrlKey
  const digit = /^Digit(\d)$/.exec(press.code)?.[1]
  const plain = names[press.key] ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key)
  const key = main && digit ? digit : plain
  const sign = key.length === 1 && !/[A-Z0-9]/.test(key)
  return [main ? 'Ctrl+' : '', press.altKey ? 'Alt+' : '', press.shiftKey && !sign ? 'Shift+' : '', key].join('')
}

/** The key as it is printed: "⌘⇧S" on macOS, else as written. */
export const printKey = (key: string, mac: boolean): string =>
  mac ? key.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥') : key.replace('Left', '←').replace('Right', '→')
