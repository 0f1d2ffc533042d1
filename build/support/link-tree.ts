import { chmodSync, copyFileSync, linkSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const othersMayRead = 0o004

const copy = (from: string, to: string, mode: number): void => {
  copyFileSync(from, to)
  chmodSync(to, (mode & 0o777) | 0o444 | (mode & 0o100 ? 0o111 : 0))
}

/** Hard-links one file, or copies it where it cannot be linked or where other users may not read it. */
export const linkFile = (from: string, to: string): void => {
  const { mode } = statSync(from)
  if ((mode & othersMayRead) === 0) {
    copy(from, to, mode)
    return
  }
  try {
    linkSync(from, to)
  } catch (error) {
    // another file system, or one without links
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'EMLINK') throw error
    copy(from, to, mode)
  }
}

/** Sets up `to` as a tree like `from` that every user can read. `skip` gets paths relative to `from`, with forward slashes. */
export const linkTree = (from: string, to: string, skip: (path: string) => boolean = () => false, below = ''): void => {
  mkdirSync(to, { recursive: true })
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name
    if (skip(path)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target, skip, path)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isFile()) linkFile(source, target)
  }
}
