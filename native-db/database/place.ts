import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { t } from '../../preload/contract/words.ts'

/** Kinds of file systems that live on another machine; shared memory beside the file does not work across machines. */
const networkKinds = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb',
  'smb2',
  'smb3',
  'smbfs',
  'ncpfs',
  'afs',
  'afpfs',
  'webdav',
  'davfs',
  'ceph',
  '9p',
  'glusterfs',
  'lustre',
  'gpfs',
  'beegfs',
  'vboxsf',
  'prl_fs',
  'vmhgfs',
])
const networkFuse = /^fuse\.(sshfs|s3fs|glusterfs|ceph|rclone|davfs|smbnetfs|gvfsd-fuse|vmhgfs-fuse|nfs.*|goofys|mfs)/

export const isNetworkKind = (kind: string): boolean => networkKinds.has(kind.toLowerCase()) || networkFuse.test(kind)

/** `\\server\share\…` and `\\?\UNC\…`, but not `\\?\C:\…` or `\\.\…`. */
export const isUncPath = (path: string): boolean => /^[\\/]{2}(\?[\\/]UNC[\\/]|[^\\/?.])/i.test(path)

/** The kind of file system of `path` by Linux's /proc/self/mountinfo (proc_pid_mountinfo(5)); '' when it says nothing. */
export const kindByMountInfo = (path: string, mountInfo: string): string => {
  let best = { length: -1, kind: '' }
  for (const line of mountInfo.split('\n')) {
    const [left, right] = line.split(' - ')
    const point = left?.split(' ')[4]?.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    const kind = right?.split(' ')[0]
    if (point === undefined || kind === undefined) continue
    const within = point === '/' || path === point || path.startsWith(`${point}/`)
    // Later lines lie over earlier ones of the same point.
    if (within && point.length >= best.length) best = { length: point.length, kind }
  }
  return best.kind
}

/** The kind of file system of `path` by macOS's `mount` output: "//u@h/s on /Volumes/s (smbfs, nodev)". */
export const kindByMountOutput = (path: string, output: string): string => {
  let best = { length: -1, kind: '' }
  for (const line of output.split('\n')) {
    const [, point, kind] = / on (\/.*) \(([^,)]+)/.exec(line) ?? []
    if (point === undefined || kind === undefined) continue
    const within = point === '/' || path === point || path.startsWith(`${point}/`)
    if (within && point.length >= best.length) best = { length: point.length, kind }
  }
  return best.kind
}

/** True when the real path `file` lies on another machine. Unknown counts as local. */
export const onNetworkShare = (file: string): boolean => {
  if (process.platform === 'win32') return isUncPath(file)
  try {
    if (process.platform === 'linux') return isNetworkKind(kindByMountInfo(file, readFileSync('/proc/self/mountinfo', 'utf8')))
    if (process.platform === 'darwin')
      return isNetworkKind(kindByMountOutput(file, spawnSync('/sbin/mount', { encoding: 'utf8' }).stdout ?? ''))
  } catch {
    // No mount table to read (a locked-down container): the usual case, a local disk, is assumed.
  }
  return false
}

/** Why a lab at `file` can only be read, or null: SQLite must write the file and beside it. */
export const readOnlyPlace = (file: string): string | null => {
  if (!allowed(dirname(file))) return t('Its folder does not allow writing.')
  if (!allowed(file)) return t('The file is marked read-only.')
  return null
}

const allowed = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
