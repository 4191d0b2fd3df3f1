import { createHash } from 'node:crypto'

type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>
}

/**
 * One line for each operation of an OpenAPI document, with a hash of all it says: requests, answers, access, limits. Kept
 * in a file and compared, it shows which operations a change has touched.
 */
export function apiPrints({ paths }: ApiDocument): string {
  const lines = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const print = createHash('sha256').update(JSON.stringify(operation)).digest('hex').slice(0, 16)
      return `${print} ${method.toUpperCase()} ${path} ${operation.operationId}\n`
    }),
  )
  return lines.toSorted((one, other) => (one.slice(17) < other.slice(17) ? -1 : 1)).join('')
}
