import { pino, type DestinationStream, type Logger } from 'pino'

const SECRET_FIELDS = [
  'authorization',
  'password',
  'pin',
  'pepper',
  'secret',
  'token',
  'accessToken',
  'privateKey',
  'cookie',
  'body',
  'payload',
] as const

export type LogOptions = {
  readonly name: string
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Standard output unless told. */
  readonly destination?: DestinationStream
}

/** A log of one JSON line per entry, in UTC, that drops secrets and the values inside failed statements. */
export function createLog({ name, level = 'info', destination }: LogOptions): Logger {
  const options = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[kept out]' },
    serializers: { err: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

type ErrorEntry = {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly stack: readonly string[]
  readonly cause?: ErrorEntry | undefined
}

/**
 * An error as the log may hold it. A database puts the values of the statement into its message and its other
 * properties, and those are customers' data.
 */
function describeError(error: unknown): ErrorEntry | string {
  if (!(error instanceof Error)) return typeof error
  return {
    type: error.name,
    message: error.message.split('\nparams:', 1)[0] ?? '',
    ...('code' in error && { code: String(error.code) }),
    stack: framesOf(error),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) as ErrorEntry }),
  }
}

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line.startsWith('at ')).slice(0, 12)
}
