import { describe, expect, test } from 'vitest'
import { isNetworkKind, isUncPath, kindByMountInfo, kindByMountOutput, onNetworkShare } from '../../../native-db/database/place.ts'

const mountInfo = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:25 / /media/anna/share rw,relatime - cifs //srv/share rw
31 22 0:26 / /mnt/with\\040blank rw - nfs4 srv:/x rw
32 22 0:27 / /mnt rw - tmpfs tmpfs rw
33 32 0:28 / /mnt/box rw shared:7 master:3 - fuse.sshfs anna@srv: rw
34 22 0:29 / /media/anna/share rw - ext4 /dev/sdb1 rw`

test.each([
  ['/etc/x.offsite', 'ext4'],
  ['/media/anna/shared/x.offsite', 'ext4'],
  ['/mnt/with blank/x.offsite', 'nfs4'],
  ['/mnt/x.offsite', 'tmpfs'],
  ['/mnt/box/deep/x.offsite', 'fuse.sshfs'],
  ['/mnt/boxes/x.offsite', 'tmpfs'],
  // The later mount lies over the share.
  ['/media/anna/share/x.offsite', 'ext4'],
])('Linux: %s lies on %s', (path, kind) => {
  expect(kindByMountInfo(path, mountInfo)).toBe(kind)
})

test('macOS: the kind stands first in the brackets', () => {
  const output = '/dev/disk1s1 on / (apfs, local, journaled)\n//anna@srv/labs on /Volumes/labs (smbfs, nodev, nosuid)\n'
  expect(kindByMountOutput('/Volumes/labs/x.offsite', output)).toBe('smbfs')
  expect(kindByMountOutput('/Volumes/anna/x.offsite', output)).toBe('apfs')
})

describe('kinds', () => {
  test.each(['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', '9p', 'fuse.sshfs', 'afpfs'])('%s is on the network', (kind) =>
    expect(isNetworkKind(kind)).toBe(true),
  )
  test.each(['ext4', 'xfs', 'btrfs', 'tmpfs', 'apfs', 'overlay', 'fuseblk', ''])('%s is not', (kind) =>
    expect(isNetworkKind(kind)).toBe(false),
  )
})

test.each([
  ['\\\\srv\\share\\x.offsite', true],
  ['//srv/share/x.offsite', true],
  ['\\\\?\\UNC\\srv\\share\\x.offsite', true],
  ['\\\\?\\C:\\labs\\x.offsite', false],
  ['\\\\.\\pipe\\x', false],
  ['C:\\labs\\x.offsite', false],
])('Windows: %s is a share: %s', (path, share) => expect(isUncPath(path)).toBe(share))

test('the folder of this checkout is local', () => expect(onNetworkShare(process.cwd())).toBe(false))
