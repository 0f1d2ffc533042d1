import type { HandlersFor } from '../../../preload/contract/area.ts'
import type { imports } from '../../../preload/contract/imports.ts'
import { writeCollector } from '../../services/collector-script.ts'
import type { FileTokens } from '../file-tokens.ts'
import type { ImportControl } from '../import-control.ts'
import type { LabSession } from '../lab-session.ts'

/** One preview or import at a time; `cancel` stops it and leaves nothing changed. */
export const importsHandlers = (current: () => LabSession, files: FileTokens, control: ImportControl): HandlersFor<typeof imports> => ({
  preview: ({ files: tokens }) => {
    const { imports: service } = current()
    return control.start((chosen, options) => service.preview(chosen, options), tokens)
  },
  run: ({ files: tokens }) => {
    const { imports: service } = current()
    return control.start((chosen, options) => service.run(chosen, options), tokens)
  },
  cancel: () => {
    control.stop()
    return null
  },
  saveRejects: ({ batchId, target }) => current().imports.saveRejects(batchId, files.resolve(target)),
  saveCollector: ({ target }) => writeCollector(files.resolve(target), { replace: true }),
  history: () => current().imports.history(),
})
