import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { capture, npm } from './run.ts'
import { StepError } from './step.ts'
import { integrityOf } from './tgz.ts'

/** A package that is not a dependency: fetched when it is needed, held to one version and one content. */
export interface PinnedPackage {
  name: string
  version: string
  /** npm's integrity string */
  integrity: string
  /** bytes, for the progress line */
  bytes: number
}

/** Eight characters that name the pinned content in a folder name. */
export const shortIntegrity = (pin: PinnedPackage): string =>
  pin.integrity
    .replace(/^sha512-/, '')
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 8)

const fileName = (pin: PinnedPackage): string => `${pin.name.replace(/^@/, '').replace('/', '-')}-${pin.version}.tgz`

/**
 * Puts the tarball of a pinned package into `folder` and checks its content. A tarball in the folder named by
 * OFFSITE_TARBALLS is used instead of the registry: the way to set up a machine that has no network.
 */
export const fetchTarball = async (pin: PinnedPackage, folder: string): Promise<string> => {
  const local = process.env.OFFSITE_TARBALLS && join(process.env.OFFSITE_TARBALLS, fileName(pin))
  if (local && existsSync(local)) return checked(pin, local)
  mkdirSync(folder, { recursive: true })
  const spec = `${pin.name}@${pin.version}`
  const [file, args] = npm(['pack', spec, '--ignore-scripts', '--loglevel=error', '--pack-destination', folder])
  const result = await capture(file, args)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (result.code !== 0 || !tarball) {
    throw new StepError(
      `The package ${spec} could not be fetched. npm says: ${result.stderr.trim().split('\n').at(-1) ?? 'nothing'}`,
      `check that npm reaches its registry, or put ${fileName(pin)} into a folder and name that folder in OFFSITE_TARBALLS. Then run the command again.`,
    )
  }
  return checked(pin, join(folder, tarball))
}

const checked = async (pin: PinnedPackage, tarball: string): Promise<string> => {
  const integrity = await integrityOf(tarball)
  if (integrity === pin.integrity) return tarball
  throw new StepError(
    `The package ${pin.name}@${pin.version} is not the one that this version of the console was made with: its content is ${integrity.slice(0, 20)}….`,
    'do not use it. Check which registry npm is set to, remove the file, and run the command again.',
  )
}
