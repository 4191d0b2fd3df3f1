/** Where this package tells an operator something. Loggers of the pino family fit as they are. */
export interface DbLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Says nothing. */
export const silentLog: DbLog = { info() {}, warn() {}, error() {} }
