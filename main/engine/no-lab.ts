import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

/** What a call about the open lab is told when there is none. */
export const noLab = (): AppError =>
  new AppError({ code: 'no-lab', message: t('No lab is open.'), remedy: t('Open a lab or make a new one.') })
