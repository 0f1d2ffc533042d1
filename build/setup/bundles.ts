import { stripVTControlCharacters } from 'node:util'
import { inRoot } from '../support/paths.ts'
import { capture } from '../support/run.ts'
import { type Progress, StepError } from '../support/step.ts'

/** What the bundler says, without colours and without the places in its own code. */
const plain = (text: string): string =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .join('\n')

/** Builds main, preload and renderer into out/. */
export const buildBundles = async (progress: Progress): Promise<void> => {
  progress('electron-vite build')
  const script = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, stdout, stderr } = await capture(process.execPath, [script, 'build'])
  if (code === 0) return
  throw new StepError(
    `The bundles could not be built.\n${plain(`${stdout}\n${stderr}`)}`,
    'mend the source named above and run the command again.',
  )
}
