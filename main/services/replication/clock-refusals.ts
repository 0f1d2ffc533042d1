import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { LabStore } from '../lab/lab-store.types.ts'

export const clockBack = (): AppError =>
  new AppError({
    code: 'clock-back',
    message: t("The clock can't run backwards."),
    remedy: t('Use Rewind to go back: what came after becomes a branch.'),
    field: 'atMs',
  })

/** Of a lab that is open for reading only. */
export const clockStands = ({ readOnlyReason }: LabStore): AppError =>
  new AppError({
    code: 'lab-read-only',
    message: t('The clock stands still. {readOnlyReason}', {
      readOnlyReason: readOnlyReason ?? t('The lab is open for reading only.'),
    }),
    remedy: t('Save a copy in a folder where you can write.'),
  })
