/** Where failures of listeners are told. Loggers of the pino family fit as they are. */
export interface EventLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}
