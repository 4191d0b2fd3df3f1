/** The innermost message of an error. Outer ones may repeat the statement with its values, which belong in no log. */
export function briefly(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? briefly(error.cause) : `${error.name}: ${error.message}`
}
