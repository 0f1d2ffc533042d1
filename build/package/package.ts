/**
 * `npm run package`: installers from the official runtime, else an evaluation build as a folder.
 * `-- --release` insists on the former, `-- --dir` leaves out the installers, other words name electron-builder's targets.
 */
import { readRuntime } from '../setup/electron-runtime.ts'
import { explain, StepError, say, step, warn } from '../support/step.ts'
import { buildPackage } from './build-package.ts'

const targetsFor = (args: string[], official: boolean): string[] => {
  const named = args.filter((argument) => !argument.startsWith('--'))
  if (args.includes('--dir')) return ['dir']
  if (named.length > 0) return named
  return official ? [] : ['dir']
}

try {
  const args = process.argv.slice(2)
  const official = readRuntime().kind === 'official'
  if (args.includes('--release') && !official) {
    throw new StepError(
      'A release is built from the official Electron only, and this clone runs on the fallback runtime.',
      'run the command where github.com can be reached, or name a mirror in ELECTRON_MIRROR. Without --release an evaluation build is made.',
    )
  }
  if (!official) warn('without the official Electron this is an evaluation build: it says so in its file name, its title and About.')
  const built = await step('Package', () => buildPackage(targetsFor(args, official), !official))
  console.log(`${built.edition} build: ${built.program}`)
  for (const artifact of built.artifacts) if (artifact !== built.program) console.log(artifact)
} catch (error) {
  say(explain(error))
  // Not process.exitCode: electron-builder sets it back to 0 while the process ends.
  process.exit(1)
}
