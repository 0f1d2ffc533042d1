import { capture } from '../support/run.ts'
import { StepError } from '../support/step.ts'

export interface RunUser {
  name: string
  uid: number
  gid: number
}

const name = 'offsite-e2e'

const lookUp = async (): Promise<RunUser | undefined> => {
  const { stdout } = await capture('getent', ['passwd', name])
  const [found, , uid, gid] = stdout.trim().split(':')
  return found === name ? { name, uid: Number(uid), gid: Number(gid) } : undefined
}

/**
 * The user who runs the console in tests and in the demo when the machine's user is root: Chromium's sandbox, file
 * modes and the keyring then behave as they do for everybody. Undefined where the present user will do.
 */
export const unprivilegedUser = async (): Promise<RunUser | undefined> => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const found = await lookUp()
  if (found) return found
  const made = await capture('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
  const user = await lookUp()
  if (user) return user
  throw new StepError(`The user ${name} could not be made: ${made.stderr.trim()}`, 'run the command as a user other than root.')
}
