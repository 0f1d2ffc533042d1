import { join } from 'node:path'
import { show } from '../support/run.ts'
import { say } from '../support/step.ts'
import { unprivilegedUser } from './run-user.ts'
import { makeStage } from './stage.ts'

export interface PlaywrightRun {
  /** a project of playwright.config.ts */
  project: 'e2e' | 'demo' | 'screens' | 'bench'
  /** spec files or name patterns; all of the project when empty */
  only: string[]
  /** the packaged app's program, for the specs that test it */
  packagedApp?: string | undefined
  /** a folder of the stage that is copied into the clone afterwards */
  results: 'out/test' | 'out/demo' | 'out/bench' | 'out/screens'
  env?: Record<string, string>
}

const screen = ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24 -nolisten tcp']

/**
 * Runs specs in the real Electron with the sandbox on. On Linux: in a private session with a Secret Service of its own,
 * on a virtual screen, as an unprivileged user when the present one is root, with nothing else from the environment.
 * Resolves to Playwright's exit code.
 */
export const runPlaywright = async (run: PlaywrightRun): Promise<number> => {
  const user = await unprivilegedUser()
  if (user) say(`[${run.project}] runs as ${user.name}: the sandbox is not for root`)
  const stage = makeStage(user, run.packagedApp)
  try {
    const env: Record<string, string> = {
      PATH: `${join(stage.folder, 'bin')}:${process.env.PATH ?? ''}`,
      HOME: join(stage.folder, 'home'),
      TMPDIR: join(stage.folder, 'tmp'),
      LANG: 'C.UTF-8',
      OFFSITE_DEMO_OUT: join(stage.folder, 'out', 'demo'),
      ...(stage.packaged ? { OFFSITE_PACKAGED: stage.packaged } : {}),
      ...(process.env.CI ? { CI: process.env.CI } : {}),
      ...run.env,
    }
    const playwright = ['node_modules/@playwright/test/cli.js', 'test', `--project=${run.project}`, ...run.only]
    const code = await launch(stage.folder, env, playwright, user)
    stage.collect(run.results)
    return code
  } finally {
    if (!process.env.OFFSITE_KEEP_STAGE) stage.remove()
  }
}

const launch = (
  cwd: string,
  env: Record<string, string>,
  args: string[],
  user: { uid: number; gid: number } | undefined,
): Promise<number> => {
  if (process.platform !== 'linux') return show(process.execPath, args, { cwd, env: { ...process.env, ...env } })
  const drop = user ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--inh-caps=-all'] : []
  const command = [...drop, 'build/e2e/with-keyring.sh', ...screen, 'node', ...args]
  return show(command[0] ?? '', command.slice(1), { cwd, env })
}
