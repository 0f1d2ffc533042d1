import type { Api } from '../../app/api.ts'

/** The part of the client that Getting Started uses; a test fakes no more than this. */
export interface SetupApi {
  readonly setup: Api['setup']
  readonly secrets: Api['secrets']
  readonly shell: Pick<Api['shell'], 'info' | 'copy' | 'pickFolder'>
}
