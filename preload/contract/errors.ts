/** Codes that a person can cause; never renamed. Everything else is `internal` with a log id. */
export const errorCodes = [
  'internal',
  'bad-request',
  'bad-sender',
  'cancelled',
  'engine-restarted',
  'engine-failed',
  'no-lab',
  'lab-busy',
  'lab-read-only',
  'lab-locked',
  'lab-newer',
  'lab-foreign',
  'lab-not-sqlite',
  'lab-damaged',
  'lab-missing',
  'file-exists',
  'file-missing',
  'file-kind',
  'folder-denied',
  'disk-full',
  'not-found',
  'changed-since',
  'name-taken',
  'name-length',
  'filter-syntax',
  'import-truncated',
  'import-line-too-long',
  'import-format-unknown',
  'import-no-disks',
  'import-encoding',
  'import-empty',
  'collector-header',
  'collector-version',
  'collector-end',
  'keychain-missing',
  'keychain-timeout',
  'secret-missing',
  'secret-literal',
  'setup-invalid',
  'setup-unfinished',
  'rules-unknown',
  'user-format',
  'in-use',
  'case-invalid',
  'job-not-running',
  'job-not-restartable',
  'usage',
  'clock-back',
  'clock-forward',
  'seed-fixed',
  'nothing-awaited',
  'model-range',
  'action-refused',
  'vm-none',
  'plan-size',
  'plan-running',
  'plan-source',
  'plan-action',
  'note-missing',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Its schema is `error-shape.ts`: the page needs the form alone. */
export interface ErrorShape {
  code: ErrorCode
  /** What happened, why. */
  message: string
  /** The field of the input at fault, if there is one. */
  field?: string | undefined
  /** What to do. */
  remedy?: string | undefined
  /** Where: a file line, a character of the filter, a page of a wizard, an owner of a lock … */
  at?: Record<string, string | number> | undefined
  /** For `internal`: the id under which the log holds the details. */
  logId?: string | undefined
}

/** An error that a person can understand and act on. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly remedy: string | undefined
  readonly at: Record<string, string | number> | undefined
  readonly logId: string | undefined

  constructor(shape: ErrorShape, options?: ErrorOptions) {
    super(shape.message, options)
    this.code = shape.code
    this.field = shape.field
    this.remedy = shape.remedy
    this.at = shape.at
    this.logId = shape.logId
  }

  toShape(): ErrorShape {
    return {
      code: this.code,
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      ...(this.at === undefined ? {} : { at: this.at }),
      ...(this.logId === undefined ? {} : { logId: this.logId }),
    }
  }
}
