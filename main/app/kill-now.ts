import type { UtilityProcess } from 'electron'

/**
 * Ends a utility process at once. `kill()` alone asks politely (SIGTERM), which a process whose thread pool hangs in a system
 * call does not always heed.
 */
export const killNow = (child: UtilityProcess): void => {
  const { pid } = child
  child.kill()
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
